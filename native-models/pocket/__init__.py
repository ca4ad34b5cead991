"""Pocket, the small model: its world, its codec, its transformer, and how they are trained."""

import os

# The codebook is laid out by k-means, and the products of a family of processors round as no other's do. With those for
# AVX-512 a quarter of the things' codes came out as other patches than the checkpoint's. The products named here run on every
# x86 processor since 2013. OpenBLAS reads the name when NumPy is loaded, so it stands here, before anything else.
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
