"""Lists what sounds like a no but keeps the call, and what says that they want it: patterns over a cleaned text."""

import re
from typing import Final

KEEPS: Final = re.compile(
    # What sounds like a no but keeps the call. It is taken out of the text before anything else is looked for.
    r"\bno (?:worries|rush|hurry|problems?|probs?|pressure|bother|biggie|stress|harm|offence|matter)\b"
    r"|\b(?:dont|do not) (?:forget|leave|give up|lose|let it go|cancel|hang|mind|worry|stop)\b(?: \w+){0,4}"
    r"|\bnot (?:to worry|ok|okay|good(?! time| idea)|fine|better|alright|well|sleeping|getting|yet|too"
    r"|doing|coping|going anywhere|great|bad)\b"
    r"|\b(?:hes|shes|theyre|is|are|isnt|arent|not) (?:not |out|away|asleep|gone)(?: \w+)?"
    r"|\bno (?:ones?|body|sleep|idea|energy|appetite|money|job|friends?|family)\b(?! (?:call|ring|phone))"
    r"|\b(?:dont|do not) (?:give|take)(?: \w+){0,3} (?:my|the) (?:turn|spot|place|slot)\b|\bno (?:le "
    r"|les )?(?:den|quiten) mi (?:turno|lugar)\b"
    r"|\brather not have\b|\b(?:isnt|not) that i dont\b|\bnever mind but\b|\bni una \w+ ni\b"
    # How long they have talked to nobody is no wish to go on so.
    r"|\b(?:llev\w+|hace|hacia|dias|semanas|meses|anos|tiempo)(?: \w+){0,4} sin (?:\w+ )?(?:hablar|platicar"
    r"|conversar)(?: con \w+)?\b|\bsin (?:hablar|platicar|conversar) con nadie\b"
    r"|\bcasi me arrepiento\b|\bdije que no\b"
    r"|\b(?:know i|week i) said\b|\bsaid (?:leave it|never ?mind)\b|\bno me siento capaz de\b"
    r"|\bno se olviden\b|\ba lo mejor no\b"
    r"|\b(?:dont|do not) have (?:any ?one|any ?body|no one|much)\b"
    r"|\b(?:dont|do not|didnt) (?:want|wanna|like) to be\b"
    r"(?! (?:\w+ )?(?:call\w*|rung|rang|phoned|contacted|bothered|disturbed|reached|on (?:the|a) (?:phone|call)))"
    r"|\bno its not\b|\bcant (?:stop|sleep|hear"
    r"|breathe|wait|cope|see)\b"
    r"|\bfeeling (?:a |tiny |bit |little |somewhat )+better knowing\b"
    r"|\bno (?:se preocupe\w*(?! por)|te preocupes|te apures|se apure\w*|prisa|hay (?:prisa|apuro|problema"
    r"|lio)|pasa nada|"
    r"se me pasa|estoy bien|me (?:olvid\w+|dej\w+|molesta)|se (?:les|te|le) olvide\w*|puedo (?:dormir|mas"
    r"|con|respirar|parar|"
    r"dejar)|tengo (?:con quien|a nadie|prisa|nada|sueno)|escucho|oigo|es (?:tarde|problema)|cuelg\w+"
    r"|soy buen\w+|mejora|"
    r"voy a ning\w+|duermo|aguanto|importa(?=\w| la| que| cuando))\b(?: \w+){0,2}"
    r"|\bsin falta\b|\b(?:todavia|aun) (?:no|nadie)\b(?: \w+){0,3}|\bno esta\b|\bya no (?:aguanto"
    r"|puedo mas|doy|se que|soporto|doy mas)\b"
    r"|\bdont know (?:if|what|why|how|who)\b|\bno se (?:si|que|por|como|quien)\b"
    # Said about other people: "nobody ever calls me", "people say im fine".
    r"|\b(?:no ?body|no one|never|he|she|they|who) (?:\w+ )?(?:calls|rings|phones|called|rang)\b"
    r"|\b(?:nadie|nunca|ni) (?:\w+ )?me (?:llama|llamo|ha llamado|marca|habla)\b|\bno need to rush\b"
    r"|\bno tengo a quien\b|\bno hay (?:a|con) quien\b|\bcant talk (?:long|much|loud)\b|\bsay(?:s"
    r"|ing)? im \w+\b"
    r"|\bme llamo\b|\bno only\b|\brun away\b"
    # Courage that may not last, a no of another day, a no to a no, and who cannot ring out themselves.
    r"|\b(?:before|b4|antes (?:de )?que) (?:i|me|yo)? ?"
    r"(?:chicken|change|lose|back|bottle|wimp|arrepient|raj|ech|pong)\w*"
    r"(?: (?:out|atras|my|me|mind|nerve|it)){0,3}"
    r"|\b(?:i )?said no (?:to \w+ \w+ )?(?:earlier|before|this morning|yesterday)\b"
    r"|\bdij[eo] (?:que |q )?no (?:antes|ayer)\b"
    r"|\b(?:dont|do not) not\b(?: \w+){0,2}|\b(?:i )?never (?:ever )?(?:call|ring|phone) (?:any|people|no)\w*"
    r"|\bno (?:tengo|hay|me queda) (?:saldo|credito|plan|minutos)\b(?: (?:para|pa|de|llamar|marcar)){0,3}"
    r"|\bno (?:credit|minutes|balance)(?: (?:to|for|on|call|ring|phone)){0,3}|\b(?:wouldnt|wont|not gonna|id not"
    r"|cant) say(?:ing)? no\b|\bnot no\b|\bno i mean yes\b|\bno harm\b"
    r"|\bcomo no\b|\bpor ?que no\b|\bno (?:te|le|les) (?:voy a )?(?:decir|digo) (?:que |q )?no\b|\bno doy mas\b"
    r"|\bno quiero (?:calificar|poner|dar|numer|puntu|escribir|mensaj)\w*|\bno hace falta esperar\b|\bpeor no\b"
    r"|\b(?:pa|para|pa q|para q) que no (?:me|nos) (?:oig|escuch)\w+"
    r"|\bno digo que no\b"
)
STILL_WANTED: Final = re.compile(
    r"\b(?:i want it|i mean yes|hoy si|si quiero|si me gustaria|still fixin|will do)\b|\b(?:still|do"
    r"|really|just|but i) (?:\w+ )?(?:want|need|like)(?: to)? (?:it|the|that|a|my|to|some ?one|some ?body"
    r"|talk|speak|"
    r"chat)\b|\b(?:si|aun|todavia|igual) (?:la |lo )?(?:quiero|quisiera|necesito)\b|\bcalm but\b"
    r"|\bplease (?:call|ring|phone)\b(?! it)"
    r"|\bi can (?:take|talk|pick)\b|\bso (?:now|i can)\b|\bahora si\b|\bnow is good\b|\bahora mejor\b"
    r"|\bpoder hablar\b(?<!no poder hablar)|\bneed (?:to (?:talk|speak|chat)|some ?one|some ?body)\b"
    r"|\bwant to (?:talk|speak|chat)\b|\b(?:can|ill|i will|happy to) wait\b"
    r"|(?<!not a )(?<!isnt a )\bgood time\b|\bill (?:pick up|answer)\b"
    r"|\b(?:just|please|instead|and|but|so|then) (?:call|ring|phone)(?: me)?\b(?! (?:it )?off)"
    r"|\bvuelvan a (?:llamar|marcar)\b"
    r"|(?<!no )\bllamenme\b|\b(?:quiero|necesito) (?:hablar|platicar|que me llamen)\b|\bcall my \w+ call me\b"
)
DENIED_WANT: Final = re.compile(
    r"\b(?:dont|do not|not|no longer|didnt|never|no)\b(?: \w+)? (?:want|need|like|quiero|quisiera|necesito)\b"
)
YES: Final = frozenset(
    "yes; yeah; yep; yes please; sure; go ahead; si; si por favor; dale; vale; claro; sip; bueno; "
    "please call; call me please; ok call me; yes call me; si llamenme; llamenme si; llamen; ya pueden".split(
        "; "
    )
)
