# Everything is in tools/*.py: any python3 from 3.9 on runs it, and it fetches what is missing.
PYTHON ?= python3

.PHONY: demo test numpy-suite wheel bench clean
demo:  ; @$(PYTHON) tools/demo.py
test:  ; @$(PYTHON) tools/test.py
numpy-suite: ; @$(PYTHON) tools/numpy_suite.py
wheel: ; @$(PYTHON) tools/wheel.py
bench: ; @$(PYTHON) benches/small.py && $(PYTHON) benches/kernels.py && $(PYTHON) benches/pypy.py && $(PYTHON) benches/programs.py
clean: ; rm -rf .build dist target
