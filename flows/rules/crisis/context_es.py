"""Lists the Spanish that softens or dates what was said, sayings that mean no danger, and trigger words, for `crisis`.

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
    r"|amargo|dulce)\b|\bescuadron suicida|\bme mato (?:trabajando|estudiando|de (?:la )?risa|en el gym"
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
    r"|secundaria|prepa))\b"
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
LAUGH: Final = r"\b(?:(?:j[aeio]){2,}j?\w*|ja ja|l+o+l+)\b"
TAKEN_BACK: Final = r"\b(?:es (?:una )?broma|bromeando|de broma|broma)\b"
# A text with none of these words names no danger: the cheap check that ends the reading of most texts.
TRIGGERS: Final = """
abusa abusaron abuso acabar acabare acabe acabo acosando adios aguanto ahogando ahorcando ahorcar
ahorcarme ahorco alprazolam ambulancia amenaza amenazando amenazo analgesicos ansioliticos antidepresivos
apunalar apunalarme aqui arma armas arrojarme asfixiando aspirinas atacando autolesion autolesionando
autolesionarme aventar aventarme azotea barranco bebi borde bote calmantes capsulas carga carta cielo
clonazepam cloro colgar colgarme colgo cornisa cortaba cortando cortar cortarme cortarse corte corto
cuchilla cuchillas cuchillo cuerda dano deja desangrando desaparecer desapareciera desesperada desesperado
desmaye despedida despedirme despertar despertara despertarme despido despierte diazepam dios disparando
disparar disparo doy encerrada encerrado entrar escondida escondido escopeta esperanza estare estorbo
estrangulando estupidez existiendo existiera existir fentanilo fondo frasco golpea golpeando golpeandome
golpear golpearme golpeo gunemoji hacer hacerlo hacerse herirme ibuprofeno ibuprofenos inconsciente
infarto ingeri insecticida insulina knifeemoji lanzar lanzarme lastima lastimaba lastimando lastimar
lastimarme lastimarse lastime lastimo lejia listo llegar llegare llego locura machete maltrata maltrato
manana mas mata matando matandome matar matare matarla matarlo matarlos matarme matarnos matarse mato
medicamentos medicinas merezco miedo morir morirme morirse muera muero muerta muerte muerto muertos mundo
muriera muriese nacido nada nadie navaja odio paracetamol paracetamoles paso pastilla pastillas pateando
pecho pega pegando pegandome pegar pegarme pego peligro persigue persiguiendo pildora pildoras pillemoji
pistola policia puedo puente quemarme queme quitar quitarme quitarse raticida razon recai rendir rendirme
respira respirando respirar rindo rivotril ropeemoji salida saltar sangrando sangrar sangre secuestrar
seguir sentido siguiendo sin sirvo sobredosis soga somniferos soporto suicida suicidar suicidarme
suicidarse suicidas suicide suicidio suicido tabletas tafil techo terminar terminare termine termino tirar
tirarme tiro tomado tomando tomar tomarlas tomarme tomarmelas tome tomo tonteria tragado tragar
tragarmelas trague tramadol tylenol ultima ultimo valgo valium venas veneno vias vida viola violando
violar violarme violaron violencia violo viva viviendo vivir vivo xanax
"""
