"""Lists the Spanish that softens or dates what was said, and sayings that mean no danger, for `crisis`.

NEGATED, PAST and THIRD read the words before what was found, back to the start of its clause; the others read either
side of it. `<FILL>` is any word that carries a denial, a date or a subject on to what was found.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "FILL": (
        r"(?:me|es|que|voy|a|quiero|quiere|estoy|esta|pensando|pienso|piensa|en|de|tengo|ganas|ideas?"
        r"|pensamientos|intencion(?:es)?|planes|va|creo|queria|quisiera|he|ha|pensado|querer|soy|por|ahora"
        r"|el|la|se|siento|realmente|solo|plan|dice|dijo|siempre|varias|veces|una|vez|era|tan|hacer|tener|lo"
        r"|muy|mucho|con|tanto|seriamente)"
    ),
}

# Ways of speaking that mean no danger; they are blanked before anything is looked for.
IDIOMS: Final = (
    r"\bsobredosis de (?!pastill|medic|clon|rivo|heroin|fent|droga|coca|insulin|parace"
    r"|cristal)\w+|\bclavo (?:el|en) visto\b"
    r"|\bcon una galleta\b|\bpistola de (?:pintar|silicon\w*|clavos|agua|juguete|calor|fogueo|la manguera)\b"
    r"|\b(?:compr\w+|puse|pusimos|traigo|trae|hay|vend\w+) veneno para (?:las? |los? "
    r"|el )?(?:ratas?|cucarachas?|hormigas?|ratones|babosas?|chinches|mosquitos?)\b"
    r"|\b(?:cuerda|soga|lazo) para (?:colgar (?:el|la|los|las)|la ropa|el columpio|tender"
    r"|el tendedero|saltar)\b"
    r"|\b(?:tirar|aventar|lanzar|saltar|tiro)(?:me)? (?:al|del) (?:rio|puente|muelle"
    r"|trampolin) con (?:mis?|la|los|ropa)\b"
    r"|\bcuchillo (?:entre los dientes|grande para|bueno (?:para|pa)|de la carne para)\b|\bquemo tantito\b"
    r"|\bsaltar del puente de \w+ con\b|\bvoy a matar (?:un|una|el|la|al) (?:pollo|gallina"
    r"|chancho|cerdo|pavo|guajolote|res)\b"
    r"|\bme quito la vida (?:mi|esa|ese|la fila|el)\b|\bhornado me mato\b"
    r"|\bestoy en el puente (?:peatonal|esperando)\b|"
    r"\b(?:me )?(?:estoy |ando |estaba |vas a |va a )?(?:muero|moria|mori|morimos|muriendo|muerto|muerta"
    r"|muertos|muertas|morirme|morir|morirse|matar|matas|matan) (?:de )?(?:la |del |de )?(?:risa|hambre"
    r"|sueno|sed|cansancio|frio|calor|miedo|ganas|aburrimiento|verguenza|amor|ternura|envidia|celos"
    r"|curiosidad|nervios|felicidad|emocion|pena ajena|susto)\b|\bme muero por (?!morir|dentro|matar"
    r"|desaparecer)\w+|\bmuriendo(?:me)? por (?:ver|saber|ir|comer|probar)\w*|\b(?:matar|matando|mato"
    r"|mata) (?:el|un) (?:tiempo|rato|hambre)|\b(?:matar|mate|mato|matando) (?:una |un |unas |las |los "
    r"|el )?(?:arana|cucarachas?|mosquitos?|moscas?|hormigas|bichos?|antojo)|\b(?:el|la|los|las|este|esta"
    r"|estos|estas|mi|mis) (?!(?:novio|esposo|marido|pareja|ex|papa|padre|padrastro|hombre|tipo|novia"
    r"|esposa|hermano|vecino)\b)\w+ (?:me |nos )(?:esta |estan )?(?:matando|mata|matan)\b|\bme (?:mata"
    r"|matan|esta matando) (?:el|la|los|las) (?!(?:novio|esposo|marido|ex)\b)\w+|\bde (?:mala )?muerte\b"
    r"|\bpara (?:morirse|morir) de (?:ric|buen|bonit|lind)\w+|\bmatar (?:al|el) (?:pavo|pollo|cerdo"
    r"|puerco)|\b(?:dia|hora|pueblo|punto|tiempos|lengua|cafe|mar"
    r"|naturaleza) (?:de )?(?:los )?muert[oa]s?\b|\bmuerto (?:el|de la) perro|\bme (?:corte|corto"
    r"|voy a cortar|quiero cortar|cortaron|cortar) (?:el|mi|las|un poco el|los) (?:pelo|cabello|unas|dedo"
    r"|flequillo|puntas|rulos)|\bcortarme (?:el|las|un poco el) (?:pelo|cabello|unas|puntas|flequillo)"
    r"|\bme corte (?:cocinando|afeitandome|rasurandome|con (?:el papel|un vidrio|una lata))"
    r"|\bse me (?:murio|muere|esta muriendo) (?:el|la) (?:\w+)|\b(?:murio|muere|muerta|muerto) (?:el|la|mi"
    r"|del) (?:celular|telefono|bateria|pila|carro|coche|planta)|\b(?:bateria|pila|celular|telefono|carro"
    r"|planta)(?: \w+)? (?:muert[oa]|murio|muriendo)|\bni muert[oa]\b|\bhasta (?:la muerte|morir de risa)"
    r"|\bcayendo muert[oa] de|\bmuert[oa] (?:del|de) (?:cansancio|sueno)|\b[0-9]+ ?kms?\b|\bmate (?:con|y"
    r"|amargo|dulce)\b|\b(?:quiero|voy a) (?:morir(?:me)?|matarme) (?:pero )?(?:de (?:gusto|risa"
    r"|hambre|calor|sueno|verguenza|ternura|felicidad|emocion)|estudiando|trabajando|entrenando"
    r"|corriendo)\b(?! no\b)|\bse (?:corto|corta) (?:el |la |las |los )?(?:flequillo|fleco|pelo"
    r"|cabello|unas|luz|llamada|senal|video|internet|mayonesa)\b|\b(?:se )?(?:colgo|cuelga) (?:el|la)"
    r" (?:sistema|compu\w*|pagina|celular|telefono|programa|app|internet|servidor)\b|\bpastillas de"
    r" (?:cloro|freno|menta|chocolate)\b|\bpistola (?:dorada|de (?:agua|silicon|juguete|clavos|pintura"
    r"|calor))\b|\bcasi me (?:mato|morir)\b|\bescuadron suicida"
    # Who cannot come, and who would rather not be alone.
    r"|\b(?:hoy|manana|esta (?:noche|tarde|semana)|el (?:lunes|martes|miercoles|jueves|viernes|sabado"
    r"|domingo)) (?:ya )?no (?:puedo|podre|voy a poder|alcanzo a) (?:ir|asistir|llegar|conectarme)\b"
    r"|\bno (?:puedo|podre|voy a poder|alcanzo a) (?:ir|asistir|llegar|conectarme) (?:hoy|manana|esta"
    r" (?:noche|tarde|semana)|el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo))\b"
    r"|\bno (?:quiero|quisiera|me gusta) estar sol[oa]\b"
    r"|\bme mato (?:trabajando|estudiando|de (?:la )?risa|en el gym"
    r"|haciendo)"
    r"|\bno (?:aguanto|soporto|puedo con)(?: ya)?(?: mas)? (?:a )?(?:este|esta|el|la|los|las|estos|estas"
    r"|tanto|tanta|mi|mis) (?:calor|frio|trafico|ruido|lluvia|clima|tos|gripe|muela|jef[ea]|clases?"
    r"|examen(?:es)?|suegra|vecinos?|mosquitos?|musica|fila|cola|internet|wifi|celular|tramites?|lunes"
    r"|humedad|hambre|sueno|zapatos?|dieta)\b|\b(?:mama|mami|papa|papi|madre|padre|mujer|esposa|abuela"
    r"|profe\w*|hermana) me (?:va a matar|mata|matara) (?:cuando (?:vea|llegue) (?:la|el|las|los|como"
    r"|cuanto|lo) ?\w*|si (?:llego tarde|no llego|se me olvida|olvido|no (?:lavo|limpio|saco|contesto"
    r"|recojo)|repruebo))|\b(?:ese|este|esa|esta|tu|su|el|la) (?:chiste|video|meme|audio|foto|sticker"
    r"|broma|comentario|cancion|historia|cara|baile|respuesta) (?:me |nos )?(?:mato|mata)\b|\bcasi me da"
    r" (?:un|una) (?:infarto|ataque|paro|patatus)\b|\bme voy a matar (?:trabajando|estudiando|limpiando"
    r"|entrenando|haciendo)\b|\b(?:talleres?|cursos?|capacitacion(?:es)?|charlas?|folletos?|cartel(?:es)?"
    r"|campanas?)(?: \w+){0,2} (?:sobre|de|contra|para)(?: (?:la|el|las))? (?:sobredosis|suicidio"
    r"|prevencion del suicidio|autolesion(?:es)?)\b|\b(?:solo|nada mas) para suicidas\b"
    r"|\bhay que estar suicida\b|\bse va a morir de risa|\bme (?:mataste|matas|mata) (?:de"
    r"|con)? ?\w+ ?(?:jaja\w*|lol)"
)
NEGATED: Final = r"\b(?:no|nunca|jamas|tampoco|ni|sin|ya no|deje de)(?: <FILL>){0,6} ?$"
NEGATED_AFTER: Final = r"^ (?:no es (?:una )?(?:opcion|la solucion|la respuesta)|ya no|nunca mas)\b"
PAST_FORM: Final = (
    r"^(?:queria|quise|intente|pensaba|pense|trate|deseaba|me queria|me quise|me intente|planeaba)\b"
)
PAST: Final = (
    r"\b(?:queria|quise|intente|intentado|pensaba|pense|trate|tuve|tenia|habia|solia|estuve|deseaba"
    r"|planeaba)(?: <FILL>){0,5} ?$"
)
PAST_MARK: Final = (
    r"\b(?:antes|hace (?:\w+ )?(?:anos?|meses|mucho|tiempo)|cuando (?:era|tenia|vivia)|en el pasado"
    r"|de (?:joven|nin[oa]|adolescente)|en (?:el )?(?:19|20)[0-9]{2}|(?:el )?ano pasado|en la (?:escuela"
    r"|secundaria|prepa)|(?:19[0-9]{2}|20[01][0-9]|202[0-3])|en el [0-9]{2}|alla por"
    r"|en aquel\w* \w+|de chav[oa]"
    r"|toda mi (?:adolescencia|infancia)|hace anales|cuando (?:yo )?(?:era|naci\w*|la crisis)"
    r"|antes de que yo|en la guerra"
    r"|del liceo|de la (?:primaria|secundaria)|mil dias|[0-9]+ anos (?:limpi[oa]|sin|de eso"
    r"|sec[oa])|desde entonces)\b"
)
# Years, not months: who tells of it tells a story.
LONG_AGO: Final = (
    r"\b(?:hace (?:\w+ ){0,2}(?:anos?|anales|tiempo)|(?:19[0-9]{2}|20[01][0-9]|202[0-3])"
    r"|en el [0-9]{2}|alla por|en aquel\w* \w+"
    r"|cuando (?:yo )?(?:era|naci\w*|la crisis|tenia)|antes de que yo|de (?:chav|joven"
    r"|nin)[oa]?|mil dias|desde entonces"
    r"|[0-9]+ anos (?:limpi[oa]|sin|de eso|sec[oa])|del liceo|de la (?:primaria|secundaria)"
    r"|en la guerra|toda mi adolescencia)\b"
)
RECENT: Final = (
    r"\b(?:hoy|anoche|ayer|ahora|otra vez|de nuevo|recien|acabo|todavia|aun|sigo|esta (?:noche|manana"
    r"|tarde|semana)|hace (?:un rato|poco|rato|\w+ (?:minutos?|horas?|dias?))|ahorita|todos los dias)\b"
)
RECOVERED: Final = (
    r"\b(?:hoy|ahora|ahorita|todavia|aun|sigo)(?: (?:estoy|tengo|soy|llevo|me|siento|en|dia|por|vivo"
    r"|vengo|a|dar|muy|mucho|mas|ya|que|aqui|y|un|una|el|la|es)){0,5} (?:bien|mejor|limpi[oa]|sobri[oa]"
    r"|viv[oa]|aqui|feliz|content[oa]|gracias|nietos|hijos|anos|aniversario|voluntari[oa]|recuperad[oa]"
    r"|tranquil[oa]|a salvo|agradecid[oa])\b"
)
THIRD: Final = (
    r"\b(?:ella|herman[oa]|mama|papa|madre|padre|hij[oa]|amig[oa]|novi[oa]|espos[oa]|prim[oa]|ti[oa]"
    r"|vecin[oa]|pareja|abuel[oa]|alguien|gente|companer[oa]|sobrin[oa]|personaje|pelicula|libro|cancion"
    r"|serie)(?: <FILL>){0,5} ?$"
)
# Somebody else, anywhere near.
THIRD_WORD: Final = (
    r"\b(?:ella|el|se|herman[oa]|mama|papa|madre|padre|hij[oa]|amig[oa]|novi[oa]|espos[oa]"
    r"|prim[oa]|ti[oa]|vecin[oa]"
    r"|abuel[oa]|bisabuel[oa]|companer[oa]|alguien|maestr[oa]|senor[a]?|chav[oa]|jefe|ex)s?\b"
)
LAUGH: Final = r"\b(?:(?:j[aeio]){2,}j?\w*|ja ja|l+o+l+)\b"
TAKEN_BACK: Final = r"\b(?:es (?:una )?broma|bromeando|de broma|broma)\b"
