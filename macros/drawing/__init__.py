"""Maps, charts and diagrams, drawn as SVG."""
