"""Writes small PDF files for tests: words, rules and pictures at given places, with the fonts that every viewer has."""

from dataclasses import dataclass, field
from pathlib import Path

HEIGHT = 842
_FONTS = ("Helvetica", "Helvetica-Bold")


@dataclass
class Page:
    """One A4 page; places are points from its lower left corner."""

    drawn: list[str] = field(default_factory=list)
    rotation: int = 0

    def text(self, x: float, y: float, words: str, *, size: float = 10, bold: bool = False, mode: int = 0) -> "Page":
        """Words on the baseline ``y``; ``mode`` 3 draws them without ink."""
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"BT /F{int(bold)} {size} Tf {mode} Tr {x} {y} Td ({escaped}) Tj ET")
        return self

    def lines(self, x: float, y: float, *lines: str, size: float = 10, pitch: float = 12, bold: bool = False) -> "Page":
        """Lines of text below each other."""
        for number, line in enumerate(lines):
            self.text(x, y - number * pitch, line, size=size, bold=bold)
        return self

    def colour(self, red: float, green: float, blue: float) -> "Page":
        """The colour of what is written next, each part from 0 to 1."""
        self.drawn.append(f"{red} {green} {blue} rg")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """A straight line."""
        self.drawn.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def box(self, x: float, y: float, width: float, height: float) -> "Page":
        """A filled rectangle."""
        self.drawn.append(f"{x} {y} {width} {height} re f")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> "Page":
        """Rules at all these places."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def picture(self) -> "Page":
        """A grey picture over the whole page."""
        self.drawn.append(f"q 595 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
        return self


def write_pdf(path: Path, *pages: Page, title: str = "", outline: list[tuple[str, int]] | None = None) -> Path:
    """Writes the pages; ``outline`` lists headings with the numbers of their pages."""
    first_page = 5 + len(_FONTS)
    first_mark = first_page + 2 * len(pages)
    marks = outline or []
    fonts = " ".join(f"/F{number} {5 + number} 0 R" for number in range(len(_FONTS)))
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) {'/Outlines 4 0 R' if marks else ''} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        f"<< /Title ({title}) >>",
        f"<< /Type /Outlines /First {first_mark} 0 R /Last {first_mark + len(marks) - 1} 0 R /Count {len(marks)} >>",
    ]
    objects += [f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>" for font in _FONTS]
    for number, page in enumerate(pages):
        content = "\n".join(page.drawn)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Rotate {page.rotation} "
            f"/Resources << /Font << {fonts} >> >> /Contents {first_page + 2 * number + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    for number, (heading, page_number) in enumerate(marks):
        following = f"/Next {first_mark + number + 1} 0 R" if number + 1 < len(marks) else ""
        target = first_page + 2 * (page_number - 1)
        objects.append(f"<< /Title ({heading}) /Parent 4 0 R {following} /Dest [{target} 0 R /Fit] >>")
    body = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{written}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    ending = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    path.write_bytes(body + ending.encode("cp1252"))
    return path
