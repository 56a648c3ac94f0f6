.PHONY: demo test nightly pictures man recording benchmarks figures

demo:
	./run demo

test:
	./run test

nightly:
	./run nightly

pictures:
	./run pictures

man:
	./run man

recording:
	./run recording

benchmarks:
	./run benchmarks

figures:
	./run figures
