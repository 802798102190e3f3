"""Names that people commonly have: a text with one of them is about somebody, and nobody else reads it."""

from typing import Final

GIVEN_NAMES: Final = frozenset(
    """
    james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony donald
    steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas
    eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis
    jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter keith terry sean austin
    carl arthur lawrence dylan jesse jordan bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne
    randy mason vincent liam roy bobby caleb bradley russell lucas mike dave steve jim bob tom dan tony chris matt nick
    alex ben sam greg andy josh jake luke ken jeff tim ron
    mary patricia jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra betty ashley emily
    kimberly margaret donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy
    kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria
    olivia heather helen catherine diane julie victoria joyce lauren kelly christina joan evelyn judith andrea hannah
    megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy
    isabella julia amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis
    lori marie jen liz beth sue jess kate katie kathy becky sandy mandy
    maria guadalupe juana margarita veronica rosa leticia francisca elena alejandra yolanda carmen ana adriana patricia
    gabriela silvia monica claudia lucia beatriz paola fernanda valeria daniela mariana camila sofia valentina ximena
    renata regina natalia jimena carolina alicia irma norma josefina raquel rocio lorena marta pilar isabel cristina
    antonia dolores julia manuela laura ines noelia
    antonio francisco manuel jesus pedro alejandro carlos miguel luis jorge javier rafael fernando eduardo ricardo
    roberto raul sergio mario oscar enrique ramon alberto arturo armando hector gerardo jaime salvador guillermo rodrigo
    diego santiago mateo sebastian leonardo emiliano matias nicolas tomas facundo joaquin ignacio pablo andres ivan
    hugo marcos ruben adrian victor cesar gustavo felipe gonzalo esteban julio pepe paco nacho lupita lupe beto chuy
    """.split()
)
