"""What the program costs, beside what others cost: `python -m benchmarks`.

Each `bench_*.py` measures one thing and returns a `Result`; `render.py` makes a page of them.
"""
