"""Databases as earlier versions left them, and what has to hold once this version has them.

Each version keeps its own before the next begins (`make`), and they are never made again: what a
version of long ago left is what a city may still have.
"""
