"""Notes written into PDF: where a figure's characters lie on the page, and the annotations over them."""
