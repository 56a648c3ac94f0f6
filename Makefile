.PHONY: demo test pictures man recording

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
