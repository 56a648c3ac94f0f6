.PHONY: demo test pictures

demo:
	./run demo

test:
	./run test

pictures:
	./run pictures
