.PHONY: demo test pictures man recording benchmarks figures

demo:
	./run demo

test:
	./run test

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
