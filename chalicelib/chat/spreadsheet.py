"""What a spreadsheet takes for a formula when it reads a file of ours."""

from typing import Final

FORMULA_BEGINS: Final = "[\u200b-\u200d\u2060\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""How such a cell begins, as a pattern: also in wide signs, or behind what is not seen.
https://owasp.org/www-community/attacks/CSV_Injection"""
