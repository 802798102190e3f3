"""Lists the Spanish of `crisis`, without accents: NOW, SAID and LOOK as in `patterns_en` and `danger_en`."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "MED": (
        r"(?:pastillas?|pildoras?|tabletas?|capsulas?|medicinas?|medicamentos?|paracetamol(?:es)?"
        r"|ibuprofenos?|aspirinas?|clonazepam|rivotril|tafil|alprazolam|diazepam|valium|xanax|antidepresivos"
        r"|somniferos|insulina|tramadol|fentanilo|tylenol|analgesicos|pillemoji|calmantes|ansioliticos"
        r"|[0-9]+ ?mg)"
    ),
    "TOOK": (
        r"(?:tome|tomo|tomado|tomar|tomarme|tomando|tomandome|trague|tragado|tragar|tragarme|ingeri|bebi"
        r"|consumi|tomo|tragando|meti|zampe)"
    ),
    "MANY": (
        r"(?:tod[oa]s?|frascos?|botes?|cajas?|botellas?|punados?|monton(?:es)?|much[oa]s|demasiad[oa]s"
        r"|bastantes|un chingo|blisters?|tiras?|[5-9](?! ?mg)|[1-9][0-9]{1,2}(?! ?mg)|[2-9][0-9]{3} ?mg|diez"
        r"|doce|quince|veinte|treinta|cuarenta|cincuenta|cien)"
    ),
    "DIE": (
        r"(?:morir(?:me)?|matar(?:me)?|mata|suicidar(?:me)?|estar muert[oa]|quitar(?:me)? la vida"
        r"|colgar(?:me)?|ahorcar(?:me)?|cortar(?:me)? las venas|ahogarme|pegarme un tiro|darme un (?:tiro"
        r"|balazo)|dejar de (?:existir|vivir|respirar)|desaparecer (?:para siempre|del mundo|de este mundo)"
        r"|(?:acabar|terminar|ponerle fin|poner fin)(?: de una vez)? (?:con|a) (?:todo(?! (?:el|la|los|las"
        r"|lo|mi) )|mi vida|esta vida|mi existencia)|irme(?: ya)? de (?:este|esta) (?:mundo|vida)"
        r"|dormir(?:me)? (?:y|para) (?:ya )?(?:no|nunca|siempre)|no despertar(?:me)?|irme (?:con dios"
        r"|al cielo)|aventarme|arrojarme|tirarme (?:de|del|al|a|desde)|tomarme (?:todas|todo|las)|no existir"
        r"|que me muera|no haber nacido)"
    ),
    "FOE": (
        r"(?:el|ella|esposo|marido|novio|pareja|ex|papa|padre|padrastro|hombre|tipo|hermano|alguien|hijo|tio"
        r"|vecino|esposa|novia|exnovio|exesposo|senor|quien|y|me|ellos)"
    ),
    "HITTING": (
        r"(?:pegando|golpeando|ahorcando|ahogando|asfixiando|violando|estrangulando|atacando|disparando"
        r"|persiguiendo|pateando|apunalando|cacheteando|amenazando con (?:un|una|matar\w*))"
    ),
}

NOW: Final = r"""
took an amount of a means
    \b<TOOK>_ <MANY>_ <MED>\b
    \b<TOOK>_ <MED>_ (?:todas|todos|juntas|de golpe|de una vez)\b
    \b(?:me )?<TOOK>(?:me)? (?:todo el|el|un) (?:frasco|bote)(?: entero)?\b
took a poison
    \b<TOOK>_ (?:cloro|veneno|raticida|lejia|insecticida|matarratas)\b
overdose under way
    \b(?:tengo|tuve|me di|hice|estoy con) (?:una )?sobredosis\b
somebody dying now
    \bno (?:esta respirando|respira)\b
"""

SAID: Final = r"""
a place
    \b(?:estoy|aqui|parad[oa]|sentad[oa]|subid[oa]|me subi)(?: \w+){0,3} (?:en|al|a|del|de)(?: el| la| las
      | borde de(?:l| la))? ?(?:puente|azotea|techo|vias|borde|cornisa|barranco)\b(?! (?:arreglando|trabajando
      |tomando))|\b(?:me (?:voy a |quiero |vy a )?)?(?:tirar|lanzar|aventar|arrojar|tiro|lanzo|aviento|saltar
      |salto|brincar)(?:me)? (?:de|del|desde|al|a|por|bajo|de un|frente)(?: el| la| las| los| un
      | una)? ?(?:puente|azotea|techo|edificio|balcon|ventana|tren|metro|vias|carro|barranco|precipicio|piso
      |camion|vacio|rio)\b
danger from another
    \bme (?:esta|estan|anda|viene) (?:siguiendo|amenazando|persiguiendo|acosando)\b|\b(?:encerrad[oa]
      |escondid[oa])(?: \w+){0,3} (?:bano|cuarto|closet|armario|recamara|porque|de el|por miedo)\b|\b(?:quiere
      |trata de|intenta) (?:entrar|tumbar la puerta|pegarme|romper la puerta)\b
    (?<!mama )(?<!jefe )(?<!jefa )(?<!maestra )(?<!profe )(?<!profesora )(?<!madre )\bme (?:va|van|quiere
      |quieren|puede|intenta|intento|trata de|trato de|amenaza con|amenazo con|dijo que me va|esta tratando de
      |iba|vino|viene)(?: a| de)? (?:matar|disparar|apunalar|violar|pegar un tiro|golpear|pegar|ahorcar|quemar
      |secuestrar)\b|\b(?:va|van|quiere|amenaza con|amenazo con|intento|intenta|trato de|trata de|dice que va
      |viene)(?: a)? (?:matarme|matarnos|violarme|apunalarme|dispararme|golpearme|ahorcarme|pegarme
      |matar a (?:mi|mis) \w+)\b
    \bme (?:esta|estan|sigue|siguen) <HITTING>\b|\b(?:esta|estan) (?:golpeandome|pegandome|ahorcandome
      |violandome|atacandome|persiguiendome)\b|\bme acaba(?:n)? de (?:pegar|golpear|violar|atacar|ahorcar
      |apunalar|disparar)\b|\bacaba de (?:pegarme|golpearme|violarme|atacarme)\b|\besta (?:golpeando|pegandole
      |pegando|matando|ahorcando)_ (?:mi mama|mis hijos|mi hij[oa]|mi hermana|mi madre)\b
    \b<FOE>_ (?:tiene|trae|saco|agarro|con|anda con|viene con|entro con|traia)(?: \w+)? ?(?:un|una|el|su
      |la)? ?(?:arma|pistola|cuchillo|navaja|machete|gunemoji|knifeemoji|escopeta)\b|^(?:\w+ ){0,3}(?:tiene
      |trae|saco) (?:un|una) (?:arma|pistola|cuchillo|navaja|machete)\b
    \b(?:estoy|estamos|mi vida (?:esta|corre)|corro|corremos)(?: \w+)? ?(?:en peligro|peligro)\b|\b(?:esta
      |estan) (?:tratando de entrar|intentando entrar|rompiendo la puerta|afuera con|entrando a (?:mi
      |la) casa)\b|\b(?:llamen|llama|manden|necesito|llame)(?: a)? (?:la |una |al )?(?:policia|ambulancia|911
      |112)\b
does not want to live
    \b(?:no|sin|nunca|tampoco) (?:quiero|deseo|quisiera|tengo ganas de|ganas de|me interesa|puedo|quise
      |tengo fuerzas para|aguanto)(?: (?:ya|mas|seguir|continuar|estar|ni|aqui))* (?:vivir|viviendo|viv[oa]
      |existir|existiendo|en este mundo|despertar(?:me)?|seguir(?: (?:asi|mas|adelante|aqui))|estar (?:aqui
      |viv[oa])|respirar|con mi vida|con vida)\b(?! (?:en (?!este)|con (?:mi (?:mama|papa|suegra|ex)|el|ella)
      |sol[oa]|lejos))|\bno quiero (?:seguir|estar aqui|estar mas aqui|continuar)(?= \.|$| mas| ya)
      |\bsin ganas de (?:vivir|seguir viviendo)
    \bno (?:vale|merece) la pena (?:vivir|seguir viviendo|seguir|mi vida|estar viv[oa]|la vida)\b|\b(?:no
      |sin)(?: le| me)? ?(?:veo|tengo|encuentro|tiene|hay|queda|hallo)?_ (?:sentido|razon|razones|motivos?
      |caso)(?: (?:a|para|de|en|por|que|la|mi|seguir|me|quede))* (?:vida|vivir|viviendo|existir|seguir)\b
      |\b(?:la|mi) vida (?:ya )?no (?:tiene|vale|me importa)(?: \w+)? ?(?:sentido|nada|la pena|razon)?\b
      |\b(?:cansad[oa]|hart[oa]|fastidiad[oa]) de (?:vivir|la vida|esta vida|existir|estar viv[oa]|mi vida)\b
    \bno (?:aguanto|soporto|puedo) (?:mas|seguir(?: viviendo)?|vivir)(?: (?:asi|con esto|con mi vida
      |con este dolor|esta vida|la vida|este dolor|el dolor|vivir|viviendo|de verdad))*(?= [.,]|$| quiero
      | me quiero| ayuda| voy)(?<!puedo mas)
    \b(?:esta noche|hoy|manana|ya|hoy mismo|por fin)(?: \w+)? (?:termino|acabo|acabare|terminare|pongo fin
      |se acaba|me mato|me voy de este mundo|termina|acaba)(?: \w+)? (?:con todo|con mi vida|todo|a mi vida
      |mi vida|con esto)\b|\b(?:termino|acabo|acabar|terminar|acabare|terminare) (?:con )?mi vida\b|\b(?:acabar
      |terminar|acabare) con todo\b(?! (?:el|la|los|las|lo|mi) )
hurting myself
    \bme (?:estoy|ando|sigo|vengo|estuve) (?:cortando|lastimando|haciendo dano|hiriendo|quemando
      |autolesionando|desangrando)\b(?! el| las unas)|\bme (?:corte|volvi a cortar|he cortado
      |corto) (?:los brazos|las venas|otra vez|las munecas|la muneca|el brazo|las piernas|de nuevo|anoche
      |hoy)\b|\b(?:quiero|voy a|ganas de|necesito|pienso|empece a|volvi a|vuelvo a|dejar de|pensando en
      |deseos de|urgencia de|quisiera|impulso de)(?: \w+)? ?(?:cortarme(?! el| las unas)|lastimarme
      |hacerme dano|herirme|autolesionarme|quemarme)\b|\bme (?:quiero|voy a|vuelvo a|volvi a) (?:cortar
      |lastimar|hacer dano|herir|quemar)(?! el| las unas| la cara)\b|\b(?:hacerme|haciendome) dano\b|\b(?:mucha
      |tanta) sangre\b|\b(?:estoy|sigo) sangrando\b|\bno (?:para|deja|paro|dejo) de sangrar\b
meaning to kill
    \b(?:lo|la|los|las) (?:voy a|quiero) matar\b|\b(?:voy a|quiero) matar(?:lo|la|los
      |las)?(?: a \w+)?\b(?! (?:el tiempo|una arana|cucarachas|mosquitos))(?<!matar el)(?<!matar a una)
means at hand
    \btengo_ (?:<MED>|veneno|soga|pistola|cuchillo|navaja)_ (?:tomarlas|tomarmelas|tomarlo|usarla|hacerlo
      |list[oa]s?|quiero|pensando|voy)\b|\bpensando en (?:tomarlas|tomarmelas|tragarmelas)\b
      |\bya tengo (?:todo listo|el plan|la soga|las pastillas|la carta|la fecha)\b|\bme abri las venas\b
    \b(?:tomar(?:me)?|tragar(?:me)?)(?: \w+)? (?:todas|todo|un monton|un frasco|muchas)_ <MED>\b
    \btengo (?:un|una|el|la|mi|las|los)(?: \w+)? ?(?:cuchillo|pistola|arma|soga|cuerda|navaja|pastillas
      |veneno|cuchilla)(?: (?:en la mano|lista?o?|aqui|cargada|junto|a mi lado|en mi mano|y (?:me|voy|quiero
      |no)|y ya|frente))+
overdose meant
    \b(?:quiero|voy a|pienso|pensando|intentar|intente|tener|darme|planeo|con|por
      |hacer)(?: \w+){0,2} sobredosis\b|\bcuantas_ (?:para morir\w*|para matar\w*|necesito para morir\w*
      |hacen falta para morir)\b|\bcuant[oa]s pastillas\b(?!(?: \w+){0,4} (?:traigo|llevo|taller
      |curso|receta|al dia|por dia|diarias|me tocan))
saying goodbye
    \b(?:mi ultim[oa] (?:noche|dia|mensaje|carta|adios)(?! (?:de (?!vida|esta vida|mi vida
      |vivir|existir|todo)\w+|en (?:el|la|este|esta) (?:trabajo|obra|oficina|guardia|turno|curso|escuela|empresa)
      |del (?:curso|turno|mes|trabajo|taller)|como|trabajando)\b)|adios para siempre|adios (?:mundo
      |a todos(?!(?: [.,])? (?:hasta (?!siempre|nunca)|nos vemos|que (?:descansen|tengan)|buenas noches|feliz|buen
      |me voy a (?:dormir|trabajar|la cama|comer))))|(?:vengo a
      |quiero|queria|solo quiero) despedirme|me despido (?:de todos|para siempre|de este mundo)
      |manana ya no (?:voy a )?(?:estar|estare)|ya no (?:voy a estar|estare) (?:aqui|viv[oa]))\b
says suicide
    \b(?:pienso|pensando|piensa|pense|pensado|pensar|planeo|planeando|pensamientos|ideas|intento|intente
      |considerando|ganas|quiero|cometer|contemplo|hablar)(?: \w+)? (?:de|en|el|sobre
      |con)?(?: el)? ?suicid(?:io|arme|as|a)\b|\bsuicidarme\b|\bme suicid(?:o|are|aria|e)\b|\bsoy suicida\b
      |\bcartas? (?:de despedida|suicida)\b
    \b(?:matarme|ahorcarme|colgarme del?|quitarme la vida|cortarme las venas|pegarme un tiro|darme un tiro
      |quitandome la vida|matandome)\b|\bme (?:mato|matare|quito la vida|cuelgo|ahorco|corto las venas
      |pego un tiro)\b(?! (?:trabajando|estudiando|de risa|haciendo|en el gym))
took a means
    \bme (?:tome|trague|he tomado) (?:unas|las|muchas|esas|estas|varias
      |algunas)?(?: \w+)? ?<MED>\b(?! (?:para|de la|del|con|que me (?:receto|mando)|como))
wants to die
    \b(?:quiero|quisiera|deseo|prefiero|preferiria|prefiriera|lo mejor (?:es|seria)|lo unico que quiero es
      |ganas de|deseos de|necesito|voy a|pienso(?: mucho)? en|pensando en|pense en|pensaba en|planeo|ojala
      |mejor|quise|queria|intente|intento|trate de|intentando|decidi|decidido|merezco|pensado en|gustaria|solo
      |a punto de|plan de|plan para|ideas? de|forma de|manera de|como|listo para|lista para|para)(?: (?:solo|ya
      |mejor|simplemente|en|de|poder|realmente|hoy|tanto|yo|por fin|mucho|pudiera|a))* <DIE>\b
    \bme (?:quiero|quisiera|voy a|vy a|kiero|quise|queria|intente|gustaria|quero|dan ganas de|quiere[on]? yo
      |debo|deberia|podria|tengo que|provoca) ?(?: (?:ya|mejor|solo|de una vez))*(?: ?(?:morir|matar|mata
      |suicidar|ahorcar|colgar|cortar(?! el| las unas)|quitar la vida|tirar (?:de|del|desde|al|a)|lanzar
      |aventar|disparar|lastimar|hacer dano|envenenar|ahogar|tomar (?:todas|todo|un)))\b|\bque me muera\b
      |\bganas de (?:morir|morirme|matarme|no vivir|no despertar)\b|\bme dan ganas de morir\w*
    \b(?:mejor|ojala|quisiera|deberia|preferiria|prefiero|deseo|querria|como quisiera)(?: (?:yo|que|me|haber
      |si|ya|no|estar|estaria|estuviera|ser|hubiera|hubiese|solo|seria))* (?:muert[oa]|muriera|muriese|muera
      |morir|nacido|existir|existiera|despertara|despertar|despierte|desapareciera)\b
      |\bestaria mejor muert[oa]\b
    \b(?:estaria|estarian|estaran|estara|estan|estarias|seria|vivirian|serian|viviria
      |todo)(?: \w+){0,3} (?:mejor|feliz|felices|tranquil[oa]s?|bien)(?: \w+)? (?:sin mi|si (?:yo )?(?:no|me
      |ya no|desapare\w+|muri\w+)(?: (?:existiera|estuviera|muero|muriera|muera|voy|fuera|aqui|hubiera|nacido
      |estoy))*)(?= |$)|\bnadie me (?:va a )?(?:extranar|extranaria|echara|echaria|llorar|lloraria)\w*
      |\bsi (?:yo )?(?:no existiera|me muriera|me muero|muriera|desapareciera)_ (?:nadie|a nadie|todos|seria
      |mejor)\b
will not last
    \bno (?:llego|llegare|voy a llegar|creo llegar|creo que llegue|paso|creo que pase) (?:a|de
      |hasta) (?:manana|esta noche|hoy|el lunes|fin de semana)\b|\b(?:no merezco|para que
      |no se para que) (?:seguir )?(?:vivir|vivo|viviendo|sigo viviendo|sigo viv[oa])\b|\b(?:perdonenme
      |perdoname) por lo que voy a hacer\b|\blo voy a hacer (?:hoy|esta noche|ahora)\b|\bvoy a hacerlo (?:hoy
      |esta noche|ahora)\b
"""

LOOK: Final = r"""
hurt by another
    \bme (?:pega|pego|golpea|golpeo|viola|violo|maltrata|amenaza|amenazo|abuso|abusa|ahorco|hace dano
      |hizo dano|lastima|lastimo|persigue|va a matar)\b|\b(?:abusaron de mi|abuso sexual|maltrato
      |violencia domestica|violaron|le tengo miedo|tengo miedo de (?:el|mi|que el)|no me deja salir)\b
hurting myself
    \bme (?:corte|corto|cortaba|lastime|lastimaba|queme)\b|\b(?:cortarme|lastimarme)\b
losing hope
    \bno (?:aguanto|soporto|puedo|doy)(?: ya)? mas\b|\b(?:sin (?:esperanza|salida|ganas de nada)
      |desesperad[oa]|no hay salida|rendirme|me rindo|me quiero rendir|odio mi vida|me odio|nadie me quiere
      |a nadie le importo|soy una carga|un estorbo|nada (?:tiene sentido|importa|vale la pena)|no valgo nada
      |no sirvo para nada|tocando fondo|toque fondo|que se acabe todo|quiero que (?:todo )?(?:termine|acabe
      |pare)|no puedo seguir|ya no puedo|vacio por dentro|no tengo ganas de nada|no quiero (?:seguir|nada))\b
may need a doctor
    \b(?:no puedo respirar|dolor en el pecho|infarto|inconsciente|desmay\w+|convuls\w+|recai|tome de mas)\b
means at hand
    \b(?:pistola|soga|navaja|cuchillas?|arma|armas)\b
speaks of death
    \b(?:morir|morirme|morirse|muero|muera|muriera|muert[oa]|muerte|matar|matarme|mata|ahorcar\w*|desaparecer
      |dejar de existir)\b
speaks of suicide
    \b(?:suicid\w+|sobredosis|autolesi\w+|se (?:quiere|queria|quiso|quieren|va a) (?:matar|morir|suicidar
      |ahorcar|colgar|quitar la vida)|se (?:mato|ahorco|colgo|quito la vida|corta|corto las venas)
      |quitarse la vida|matarse|hacerse dano|lastimarse|cortarse|autolesionarse|voy a hacer una (?:locura
      |tonteria|estupidez)|en el cielo con|con dios|(?:quiere|queria) morir(?:se)?)\b
"""
