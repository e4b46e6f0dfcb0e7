"""A fictional district of fifty units, over one year: `python -m examples.district.simulate FOLDER`."""
