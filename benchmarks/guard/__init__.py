"""The guard of the hot path: how many instructions reading some mails takes, held against a committed figure.

Wall time and processor time move with the machine and with its neighbours, instructions hardly do. They are counted by
callgrind, which needs no counters of the processor: containers seldom have them (`perf stat` says "not supported").
"""
