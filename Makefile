# A thin front for the CMake presets (CMakePresets.json); `make help` lists the targets.

# JOBS=4: parallel jobs of build and tests. DEPS=no: leave installed packages alone. PREFIX: where `make install` installs.
JOBS ?= $(shell nproc)
DEPS ?= yes
PREFIX ?= /usr/local

# In CI (CI=true) warnings are errors, nothing may be skipped, and the builds with sanitizers and without OpenMP are
# tested before the release build.
in_ci := $(filter true,$(CI))
# The compiler cache, where there is one, serves every checkout of these sources and precompiled headers.
export CCACHE_BASEDIR ?= $(CURDIR)
export CCACHE_NOHASHDIR ?= 1
export CCACHE_SLOPPINESS ?= pch_defines,time_macros
options := -DQIAO_BUILD_BENCH=OFF $(if $(shell command -v ccache),-DCMAKE_CXX_COMPILER_LAUNCHER=ccache) $(if $(in_ci),-DQIAO_WERROR=ON)
installed = $(if $(filter no,$(DEPS)),@:,@.ci/deps $(1))
configure = @.ci/quietly cmake --preset $(1) $(options)
build = cmake --build --preset $(1) -j $(JOBS)
test = ctest --preset $(1) -j $(JOBS) --no-label-summary

.DEFAULT_GOAL := help
.PHONY: help deps build demo test test-more python bench install format

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 16

deps:  ## install the distribution packages that Qiao needs and that are lacking
	$(call installed,build)

build: deps  ## the program: build/release/qiao
	$(call configure,release)
	$(call build,release) --target qiao

demo: build  ## build, then run the shipped example programs and show what comes out
	@.ci/demo build/release/qiao bindings_cli/examples

python:  ## the Python environment with Qiskit for the tests, made once: .venv-test
	$(call installed,build test $(if $(in_ci),ci))
	@tests/python/make_environment

test: python  ## build everything, run every test
ifdef in_ci
	.ci/check_format
	$(call configure,asan)
	$(call build,asan)
	$(call test,asan) --label-exclude 'slow|python'
	$(call configure,noomp)
	$(call build,noomp) --target qiao base_test qsim_test
	$(call test,noomp) --tests-regex '^(base|qsim)_test/'
endif
	$(call configure,release)
	$(call build,release)
	$(call test,release)

test-more: python  ## the tests of make test with their long variations: more random cases
	$(call configure,release)
	$(call build,release)
	QIAO_TEST_MORE=1 $(call test,release)

bench: deps  ## build and run the benchmarks
	$(call configure,release) -DQIAO_BUILD_BENCH=ON
	$(call build,release)
	@for b in build/release/bench/*_bench; do if [ -x "$$b" ]; then "$$b" || exit 1; fi; done

install: build  ## install program, libraries and headers under PREFIX (/usr/local)
	$(call build,release)
	cmake --install build/release --prefix $(PREFIX)

format:  ## format our own C++ with clang-format
	.ci/check_format --fix
