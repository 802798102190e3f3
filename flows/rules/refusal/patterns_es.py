"""Lists how people take back a call in Spanish: patterns over a cleaned text, each with the kind of no it is."""

from typing import Final

from flows.rules.refusal.kinds import About

SAYS_NO: Final[tuple[tuple[About, str], ...]] = (
    (
        About.CALL,
        (
            r"\b(?:no|ni|nunca|sin|nel|tampoco|abstengan\w*)\b(?!(?: \w+){0,3} (?:olvid\w+|cuelg\w+|cancel\w+"
            r"|import\w+"
            r"|molesta))(?: \w+){0,4} (?:llamen?|llames|llameis|llamar\w*|llamadas?|llama(?= por)|yamen?|yamar"
            r"|yames"
            r"|marquen?|marques|marqueis|marcar\w*|telefon\w+|timbren?|suenen?|hable[ns]?|ablar"
            r"|hablar(?! con quien))\b"
        ),
    ),
    (
        About.CALL,
        (
            r"(?<!si )\bno (?:atiendo|cojo|contesto|respondo)\b|\bno (?:voy a|puedo|podre) (?:\w+ )?(?:atender"
            r"|contestar|coger)\b"
        ),
    ),
    (
        About.CHANGED,
        (
            r"\b(?:me retracto|retiro lo|me precipite|exagere|no era para tanto|fue un error|me desanime"
            r"|que (?:flojera|paja|pereza)|"
            r"no vale la pena|no da\b|ya para que|deja(?:d|r)? eso|borr(?:a|e|en|ale|enlo|enme|ame)\b(?! tod)"
            r"|saquenme"
            r"|quiten mi nombre|"
            r"prefiero (?:que )?no|pensandolo bien|mejor (?:nada|manana|le sigo|dejen)|lo voy a pensar"
            r"|me aguanto|me las arreglo|"
            r"ya me desahogue|solo queria (?:escribirlo|decirlo)|solo estaba aburrid\w|imposible"
            r"|nada de (?:llamadas?|telefono)|"
            r"liber(?:en|a)lo|atiend[ae] a otr[oa]|no esperen|olvidese|olvidate|cambio de planes|no quedar mal"
            r"|seguir sol[oa]|"
            r"(?:dele|den|denle|pasenle|pasale|de) (?:mi|el) (?:turno|lugar|sitio) a|se vaya a dormir"
            r"|no gracias|les? agradezco pero)\b"
            r"|(?<!no )\bdejen$|\basi (?:que|q) no\b|\bpero no$|\by? ?no gracias\b"
        ),
    ),
    (
        About.NOT_NOW,
        (
            r"\b(?:mejor|ya) (?:me )?(?:duermo|voy a dormir)\b|\bvoy a dormir\b|\bse me cierran los ojos\b"
            r"|\bno aguanto el sueno\b"
            r"|\bes muy tarde\b|\bmuy borrach[oa]\b|\bno (?:les |te |le |los |lo )?(?:voy a|puedo|podre"
            r"|podria) (?:poder )?(?:atender|contestar|responder|hablar)"
            r"|\bme quitaron (?:el|la)\b|\bnos recogen los (?:moviles|celulares|telefonos)\b|\bme (?:esta"
            r"|estan) (?:viendo|oyendo|mirando|escuchando)\b|\bme oyen\b"
            r"|\bparedes son de papel\b|\bde visita\b|\bestoy de guardia\b"
        ),
    ),
    (
        About.BETTER,
        (
            r"\b(?:ya estoy|estoy) (?:mas )?(?:tranqui\w*|chilin|piola)\b|\b(?:todo|ya) (?:piola|bien ya)\b"
            r"|\bse me (?:fue|bajo|quito) (?:el ataque|la tristeza|la ansiedad|el miedo|ya|todo)\b"
            r"|\b(?:ya )?(?:me calme|rece y)\b|\bcomo nuev[oa]\b|\bme (?:hizo un hueco"
            r"|esta acompanando)\b|\bya me (?:contesto|llamo|esta acompanando)\b(?! una)"
            r"|\bestoy bien$"
        ),
    ),
    (
        About.CHANGED,
        (
            r"\b(?:me arrepenti|me arrepiento|cambie de (?:opinion|idea|parecer)|lo pense mejor|lo he pensado"
            r"|siempre no|"
            r"mejor (?:ya )?(?:que )?no|al final no|ya no(?=$| (?:quiero|hace|es|la|lo|necesito|puedo|gracias"
            r"|por|me|va|hay))|ya ni|olvid[ae](?:lo|la|los|me|te)?|olviden(?:lo|la)?|olvidad(?:lo|la)|"
            r"dej(?:alo|ala|emoslo|emosla|enlo|enla|elo|ela|adlo)|deje(?:n)? nomas|dejelo asi|lo dejamos"
            r"|la dejamos|"
            r"no (?:hace falta|es necesario|se moleste\w*|la necesito|lo necesito|hay necesidad|me hace falta)|"
            r"me equivoque (?:al|y puse|de (?:numero al|tecla|opcion|boton))|fue un impulso|no era en serio"
            r"|sin querer|por error|por equivocacion|se me (?:fueron|quitaron) las ganas|"
            r"no me siento capaz|no me animo|no me atrevo|ni al caso|no va a poder ser"
            r"|no va a ser posible|no va$|"
            r"borr(?:a|en) (?:eso|lo)|denle el lugar|den(?:le)? (?:mi|el) (?:lugar|turno|sitio))\b"
        ),
    ),
    (
        About.CHANGED,
        (
            r"(?<!no )\b(?:cancel(?:a|en|ar|alo|ala|enlo|enla|ad|adla|elo|ela|enme)|cancele(?= (?:la llamada"
            r"|por favor|porfa|eso|lo)|$)"
            r"|anul(?:a|en|ar|e|ala|alo|enla|enlo)|suspend(?:a|an|er))\b(?! (?:mi cita|el turno|la cita))"
        ),
    ),
    (
        About.CHANGED,
        (
            r"\bno quiero(?! (?:un robot|una maquina|un chico|un hombre|una mujer|estar|sentirme|quedarme"
            r"|morir\w*|vivir|molestar|perder|que se)\b)"
        ),
    ),
    (
        About.CHANGED,
        (
            r"\bme da (?:mucho |mucha |tanta |tanto )?(?:miedo|pena|verguenza|corte|panico)\b(?=.*\b(?:no"
            r"|hablar|llamada|telefono)\b)"
        ),
    ),
    (About.CHANGED, r"(?:^|\b(?:yo|mejor) )paso(?: gracias| por hoy| de esto| de hablar|$)"),
    (
        About.COMPANY,
        (
            r"\b(?<!no )(?<!todavia )(?:llego|llegaron|vino|vinieron|volvio|volvieron|regreso|regresaron|entro"
            r"|entraron|"
            r"se desperto|se despertaron|ha venido|han venido|ha llegado|se vino|cayo|aparecio)\b(?= (?:a "
            r"|de )?(?:mi|mis|el|la|"
            r"los|las|un|una|visita|gente|alguien|por)\b|$| aqui)|\b(?:mi|mis|el|la|los"
            r"|las) \w+(?: \w+){0,3} (?:llego|llegaron|"
            r"volvio|regreso|desperto|vino|ha llegado|ha vuelto)\b(?! a \w+[aei]r\b)"
        ),
    ),
    (
        About.COMPANY,
        (
            r"(?<!no )\b(?:esta|estan|anda|andan) (?:el |ella |mi \w+ |mis \w+ )?(?:aqui|aca|en casa"
            r"|en la casa|en el cuarto|"
            r"conmigo|al lado|escuchando|oyendo|despiert\w+)\b|\b(?:ve|oye|escucha|escuchan|oyen) todo\b"
            r"|\bse escucha todo\b"
        ),
    ),
    (
        About.NOT_NOW,
        (
            r"^(?:(?:pues|bueno|mmm|no se) )*(?:tal vez|talvez|quizas?|a lo mejor|capaz(?: que)?|igual|mejor) "
            r"(?:para )?manana(?: (?:mejor|gracias|temprano|por la (?:manana|tarde|noche)|(?:como )?a las? \d+))*$"
            r"|^manana (?:mejor|tal vez|quizas?)$"
            r"|\b(?:hoy|ahora|ahorita|esta noche|por hoy|de momento|por ahora|todavia) (?:ya |mejor "
            r"|si que )?no\b"
            r"|\bno (?:ahora|hoy|ahorita|esta noche)\b|\b(?:otro|otra) (?:dia|momento|rato|noche|ocasion)\b"
            r"|\bno (?:puedo|podre|voy a poder|podria|se puede|alcanzo)(?: (?:ya|ahora|ahorita|hoy|hablar"
            r"|platicar|conversar|"
            r"atender|contestar))*(?: \w+)?$|\bno (?:puedo|voy a poder|podre) (?:hablar|platicar|conversar"
            r"|charlar|ahora|ahorita|hoy)\b"
            r"|\bya (?:mejor )?me (?:duermo|acuesto|voy)\b|\bme voy a (?:dormir|acostar|la cama)\b"
            r"|\btengo que (?:irme|salir|colgar)\b"
            r"|\bme quedo sin (?:bateria|pila|saldo)\b|\bno es (?:buen )?(?:momento|hora)\b"
        ),
    ),
    (
        About.BETTER,
        (
            r"\bya (?:me )?(?:estoy|toy|siento|ando|quede) (?:\w+ )?(?:bien|mejor|tranquil\w+|calmad\w+)\b"
            r"|\b(?:estoy|me siento|ando) (?:mucho |muy |bastante |ya )?mejor\b"
            r"|\b(?:ya )?se me (?:ha )?pas(?:o|ado)\b|\bya paso(?: todo| lo peor| gracias)?$"
            r"|\bquede tranquil\w+\b|\bya (?:hable|platique) con\b|\bya (?:estoy|toy) bien\b"
            r"|\bestoy bien (?:ya|gracias|ahora)\b"
        ),
    ),
    (About.CALL, r"\bnadie me (?:llame|marque|hable)\b"),
    (
        About.COMPANY,
        (
            r"^(?:(?:ya|ahi|ahorita|espera|aguanta|creo que|shh+) )*(?:viene|vienen)(?: (?:ya|el|ella|alguien"
            r"|para aca))*$"
            r"|^(?:ahi|ya) (?:esta|estan|viene|vienen)$|^(?:ya )?(?:se )?desperto$"
            r"|^(?:ya |ahi )?(?:viene )?mi (?:espos[oa]|marido|mujer|pareja|novi[oa]|papa|padre|mama|madre|ex"
            r"|jef[ea])(?: ya)?(?: viene)?$"
        ),
    ),
    (
        About.COMPANY,
        (
            r"\bno estoy sol[oa]\b|\bacaban? de (?:llegar|entrar|despertar\w*|venir)\b|\bhay gente\b"
            r"|\bme (?:puede|pueden|va a|van a) (?:oir|escuchar)\b|\bno es seguro\b"
        ),
    ),
    (About.CHANGED, r"^(?:jamas|nunca)$|\bno me interesa\b"),
)
