"""Lists who is near: words that refuse nothing by themselves, and after which an answer is to give nothing away."""

import re
from typing import Final

_WHO_EN: Final = (
    r"(?:he|she|they|(?:my|his|her|our) (?:\w+ )?(?:husband|wife|partner|son|daughter|kids?|children|mother"
    r"|mom|mum|father"
    r"|dad|parents|sister|brother|boyfriend|girlfriend|ex|boss|roommate|family|nan|gran\w*))"
)
_WHO_ES: Final = (
    r"(?:el|ella|ellos|(?:mi|mis) (?:\w+ )?(?:espos[oa]|marido|mujer|pareja|hij[oa]s?|mama|madre|papa"
    r"|padres?|herman[oa]s?"
    r"|novi[oa]|ex|jef[ea]|abuel[oa]|suegr[oa]|familia))"
)
NEARBY: Final = re.compile(
    rf"\b{_WHO_EN}(?:s| is| are|re)? (?:right |just |still |also )*(?:here|in the (?:room|house|car|kitchen"
    rf"|next room|bed)"
    r"|next (?:to me|door)|beside me|with me|sitting (?:here|there|with)|around|watching|looking|listening"
    r"|nearby|close by"
    r"|reading (?:this|my)|on the (?:sofa|couch))\b"
    r"|\bim not alone\b(?! in)|\bnot alone (?:right now|here|now)\b|\b(?:people|somebody|someone"
    r"|kids) (?:is |are )?(?:here|around|with me)\b"
    r"|\b(?:reads|checks|looks at|has) my (?:phone|texts|messages)\b|\bin the car with\b"
    rf"|\b{_WHO_ES} (?:\w+ )?(?:esta|estan|anda|andan|sigue) (?:\w+ )?(?:aqui|aca|cerca|al lado|conmigo"
    rf"|en (?:casa|la casa|el"
    r" cuarto|la sala|la pieza)|viendo|mirando|escuchando)\b"
    r"|\b(?:aqui|aca) (?:esta|estan|anda) (?:mi|mis|el|ella)\b|\b(?:me |se )?(?:revisa|lee|checa"
    r"|mira|ve) (?:mi|el) (?:telefono|cel\w*"
    r"|movil)\b|\bno estoy sol[oa]\b|\bestoy con (?:mi|mis|gente|mi familia)\b"
)
