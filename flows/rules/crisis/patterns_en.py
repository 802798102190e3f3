"""Lists the English of `crisis` for harm to oneself, as patterns over a text made plain by `clean_text.plain`.

NOW is crisis unless it is denied or dated in the past. SAID is crisis unless it is denied, past, about somebody else or
laughed off; then it is a check. DANGER (by others) and LOOK (always a check) are in `danger_en`. `language` explains
the notation. A means with an amount and "took" weighs more than the word suicide, as text crisis services have
published of their own traffic.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "MED": (
        r"(?:pills?|tablets?|tabs|capsules?|caps|meds|medications?|medicines?|painkillers?|ibuprofen|advil"
        r"|tylenol|paracetamol|acetaminophen|aspirins?|aleve|benadryl|nyquil|xanax|xans?|valium|ativan"
        r"|klonopin|benzos?|ambien|sleepers|oxy\w*|percocets?|percs?|fentanyl|fent|heroin|insulin"
        r"|antidepressants?|zoloft|prozac|lithium|seroquel|trazodone|tramadol|gabapentin|codeine|opioids?"
        r"|opiates?|sleeping (?:pills?|meds|tablets?)|pillemoji|[0-9]+ ?mg)"
    ),
    "MANY": (
        r"(?:all|every|whole|entire|bottles?|handfuls?|bunch|lots?|loads|tons?|too many|too much|so many"
        r"|many|fistful|packs?|boxe?s?|packets?|dozens?|hundreds?|rest of|everything|[5-9](?! ?mg)"
        r"|[1-9][0-9]{1,2}(?! ?mg)|[2-9][0-9]{3} ?mg|[1-9][0-9]{4,} ?mg|ten|twelve|fifteen|twenty|thirty"
        r"|forty|fifty|sixty|hundred|x[0-9]{2})"
    ),
    "KILLSELF": (
        r"(?:k(?:ill|ills|illing|illed) ?my ?self|unalive my ?self|off(?:ing)? myself|end(?:ing)? myself|kms"
        r"|(?:hang|hanging|hung|shoot|shooting|shot|drown|drowning|stab|stabbing|gas|strangle|suffocate"
        r"|poison|poisoning) myself|(?:commit\w*|do|attempt\w*) suicide|(?:ends?|ending|ended|take|takes"
        r"|taking|took) my(?: own)? life|end it all|ending it all|end(?:ed|ing)? (?:it|things"
        r"|everything) (?:all|tonight|today|now|right now|soon|for good|myself|tomorrow|this weekend))"
    ),
    "TOOK": r"(?:took|taken|swallow(?:ed|ing)?|downed|popped|ate|drank|chugged|taking|had|overdosed? on)",
    "HIGH": r"(?:bridge|roof|rooftop|building|balcony|window|cliff|overpass|ledge|parking garage|tower)",
}

NOW: Final = r"""
took an amount of a means
    \b<TOOK>_ <MANY>_(?: [a-z]+)? <MED>\b
    \b<TOOK>_ <MED>_ (?:all of (?:it|them)|whole|bottle|x ?[0-9]{2})\b
took a poison
    \b(?:drank|drunk|drinking|swallowed|took|ate)_ (?:bleach|antifreeze|poison|rat poison|drano|pesticide)\b
took a means, unsaid which
    \btook (?:them all|all of (?:them|it)|the (?:whole|entire) (?:bottle|thing|pack|box))\b
overdose under way
    \b(?:(?:im|i am|think im|just|he is|hes|shes|she is) overdosing|(?:i|i just
      |ive) overdosed?)\b(?! (?:on )?(?:cuteness|coffee|sugar|chocolate|when|years|in))
somebody dying now
    \b(?:isnt|is not|not|stopped) breathing\b
"""

SAID: Final = r"""
took a means
    \b(?:took|swallowed|taken)(?: some| these| those| a few| more| extra| a)* (?:pills|tablets|meds
      |painkillers|sleeping pills|pillemoji)\b(?! (?:for|with|as|to help|like|this morning|that (?:my
      |the) doctor))
means at hand
    \b(?:bought|got|getting|buying|borrowed|found|stole)_ (?:gun|pistol|rifle|shotgun|rope|razor
      |helium)_ (?:today|so|stop|finally|end|do it|tonight)\b
    \b(?:if|will|would|can|does|do|are|is) (?:[1-9][0-9]{1,2}|a bottle of|twenty|thirty|forty
      |fifty)(?: [a-z0-9]+){0,2} <MED>_ (?:kill|enough|lethal|fatal|die|deadly)\b|\b(?:bath|bathtub
      |tub)_(?: [a-z]+)?(?: and)? (?:i have|i got|with|and)_ (?:razor|blade|toaster|knife)\b
    \b(?:take|taking|swallow|swallowing|if i took|overdose on)_ (?:[1-9][0-9]{1,2}|bunch|handful|bottle
      |too many|twenty|thirty|forty|fifty|hundred)(?: of| full of| whole| extra| these| those| my| strength
      | bottle)* <MED>\b(?! (?:a day|daily|every))
    \b(?:rope|noose|belt|cord|sheet)_ (?:up in|tied|around my neck|ready|ceiling|rafters?|hanging from|closet
      |tree|fan)\b|\b(?:loaded|load|loading) (?:the|my|a|his|dads) (?:gun|pistol|rifle|shotgun)\b|\b(?:gun
      |pistol|rifle|shotgun) is (?:loaded|right here|next to me|in my|on my)\b|\b(?:gun|pistol|razor|blade
      |knife) (?:in my (?:hand|mouth)|to my (?:skin|wrist|throat|head|neck|arm))\b|\bi know where (?:the|my|his
      |dads?|my \w+) (?:gun|pills|rifle) (?:is|are)\b|\bin the (?:bath|tub|bathtub|bathroom) with a (?:razor
      |blade|knife)\b
    \btak(?:e|ing) (?:all|every|the whole|the rest|a bunch|a handful|too many|enough)_ (?:<MED>|bottle)\b
    \b(?:stockpil\w+|saving(?: up)?|saved up|hoard\w+|collecting|counting(?: out)?)_ <MED>\b|\b(?:garage|car
      |exhaust|hose)_ (?:running|shut|closed|fumes|exhaust)_ (?:running|fumes|closed|shut|exhaust)\b
      |\b(?:engine|car|motor) running in the (?:closed )?garage\b|\bpills_ (?:in my hand|lined up
      |in front of me|laid out|counted|on my tongue)\b
    \b(?:loaded gun|gun (?:to|at|in) my (?:head|hand|mouth|lap)|knife (?:to|at|on) my (?:wrists?|throat|neck
      |arm)|noose|(?:bullet|gun|gunemoji) (?:in|to) (?:my )?(?:head|brain|skull))\b
    \b(?:have|got|holding|bought|with|have got)_ (?:gun|rope|knife|razor|razors|blade|blades|pistol
      |pills) (?:ready|next to me|beside me|in (?:my|front)|here|and i(?:m| am| want| will)?|right here
      |on the table)\b
    \b(?:pillemoji|gunemoji|knifeemoji|ropeemoji|razoremoji)(?: (?:pillemoji|gunemoji|knifeemoji|ropeemoji
      |coffinemoji|razoremoji|bloodemoji|me|bye|goodbye|tonight|now|im done|its time))+
    \b(?:me|myself|im done|goodbye|bye|tonight|its time|cant anymore)(?: \.)? (?:gunemoji|ropeemoji
      |coffinemoji|pillemoji pillemoji)
says suicide
    \b<KILLSELF>\b
    \bim(?: feeling| so| really| still| actively| having| very| kind of)* suicidal\b|\b(?:i am|i feel
      |i have been|ive been|feeling|been feeling|am i|have|having|got|get|getting)(?: so| really| very| feeling
      | still| actively| more| these| a lot of)* suicidal\b
    \b(?:think|thinking|thoughts?|thought|consider|considering|planning|plan|contemplat\w+|ready for
      |fantasiz\w+)(?: about| of| on| for| my| a lot| again)* suicide\b|\bsuicid(?:e|al) (?:thoughts?|plans?
      |note|letter|ideation)\b
    \b(?:think|thinking|thoughts|thought|dream|dreaming|fantasiz\w+)(?: about| of| a lot| constantly
      | only)* (?:dying|death|my death|being dead|ending (?:it|my|things|everything)|not (?:existing|being here
      |being alive|waking up)|jumping|killing ?my ?self|my suicide)\b
wants to die
    \b(?:picture|picturing|imagine|imagining|see|seeing)_ (?:hanging from|hanging myself|dead|bleeding out
      |in (?:a|my) coffin|funeral)\b|\b(?:dying|being dead|death|not existing|not being here)_ (?:be|is|feels?
      |seems?|sounds?) (?:easier|better|nice|peaceful|the (?:only|best) (?:way|option|answer))\b
      |\bhit me and (?:end|kill|finish)\b|\b(?:wish|hope)_ (?:kills?|murders?|shoots?|ends?) me\b
    \b(?:wants?|wanted|wish|ready|need|like|prefer|hope|trying|tried|plan|planning|planned|deserve|decided
      |rather|should|urge|wanting)(?: to| i| it| i could| would| id| that)*(?: just| fucking| really| literally
      | all| so bad(?:ly)?| actually| please| fckn| fkn)* (?:die|be dead|unalive|be gone forever|drop dead
      |go to heaven|be in heaven)\b
    \b(?:want ?to ?die|i ?want ?to ?die|let me die|just (?:die|kill me)|please (?:let me die|kill me)
      |somebody kill me|want(?:ed)? death|better off dead|im (?:already )?better dead|dead by (?:morning
      |tomorrow|tonight)|want it to be my last|tonight is the (?:night|last)|death (?:sounds|seems
      |would be)(?: so)? (?:peaceful|nice|better|good|easier)|going to die (?:tonight|today|and i (?:want
      |dont care))|the day i die|last (?:day|night|morning) (?:alive|on (?:this )?earth)|(?:off|neck|rope
      |delete) ?myself|(?:done|finished
      |through) living|wont make it (?:through|to) (?:the night|tonight|tomorrow|morning)|wont last the night
      |want to (?:be gone|not be alive|leave this (?:world|earth|life))|out of this life|want to dye(?= \.|$
      | and| right)|im(?: so)? ready to (?:go to heaven|be with (?:god|jesus)))(?! of old age)\b
    \b(?:wish|wishing|wished)(?: that)? (?:i|id)(?: (?:was|were|had|could|would|just|be))* (?:dead
      |never (?:been )?born|gone|not here|not alive|wasnt (?:here|alive|born)|werent (?:here|alive|born)
      |didnt (?:exist|wake up)|disappear|vanish|not wake up|stop existing|never existed|not exist
      |never wake up)\b
    \b(?:go to sleep|fall asleep|sleep)(?: [a-z]+){0,2} (?:never|not|dont|and dont|forever)(?: wake up
      | waking up|\b)(?! again| last)|\b(?:never|not|dont want to|hope i dont|wish i didnt|wish i wouldnt
      |wouldnt|didnt) wake up\b(?! (?:on time|early|late|late|for))
    \bkms\b(?= (?:tonight|now|today|rn|soon|please|$|\.))|\b(?:im|i am|going to|want to|id) kms\b
does not want to live
    \b(?:dont|do not|didnt|doesnt|not|no longer|never|wouldnt) (?:really |even |think i |know if i )*(?:want
      |deserve|wanting|care|feel like|wanna|see myself|know why im|wish)(?: to| too)*(?: (?:even|keep|be|go on
      |continue|stay|bother))* (?:live|living|alive|exist|existing|be here|here anymore|in this world
      |on this earth|wake up|around anymore|breathe anymore|be around|go on(?: living)?
      |alive anymore)\b(?! (?:early|late|on time|for|at [0-9]|so early|before|on vacation|with (?:my
      |the) (?:trip|parents)|in (?:this (?:apartment|house|city|town)|the city|a\b)))
    \b(?:no|any|not any|dont (?:see|have)(?: a| any| the)?|not see the|cant see the|cant see a|whats the
      |what is the|isnt any|no more) (?:reasons?|point|purpose)(?: left| anymore)* (?:to|in|for|of|for me to
      |for me)(?: (?:keep|me|be|stay|go|going|continue|my))* (?:live|living|be alive|alive|being alive
      |being here|here|life|existing|exist|on|go on|being around|stay|staying alive)\b|\b(?:nothing
      |nothing left|no one|noone) (?:left )?to live for\b
    \b(?:tired|sick|done|finished|over|through|fed up)(?: of| with)+ (?:living|being alive|life|existing
      |existence|this life|my life|breathing)\b|\b(?:life|my life|it|living)(?: just)? (?:isnt|is not|not|aint
      |no longer)(?: really)? worth (?:living|it anymore)\b|\bnot worth living\b
    \bcant (?:go on(?! (?:tuesday|monday|wednesday|thursday|friday|sat|sun|the|that|my|a|vacation))
      |keep (?:living|going on|on living)|live (?:anymore|like this|with (?:this|myself|the)|without (?:him|her
      |them|you(?! guys)))|face (?:another|one more) day|do (?:life|living))\b|\b(?:rather|should|could|would
      |might as well|want to) (?:not (?:exist|be here|be alive|live)|be dead|stop existing|cease to exist)\b
      |\bstop (?:existing|being alive|living)\b
a burden to all
    \b(?:better(?: off)?|happier|relieved|easier|best|fine)_ (?:without me|if i (?:was|were|am|wasnt|werent
      |just|died|disappear\w*|left|didnt|were to)(?: just| to| never| not| no)*(?: dead| gone| here| around
      | exist| existed| disappear\w*| die| died| alive| longer here| born)*)(?! (?:there|at work|tonight))\b
    \b(?:favou?r|relief|blessing)(?: \w+)? if i (?:died|was dead|was gone|were gone|killed myself
      |disappeared)\b|\b(?:no ?(?:body|one)|who)(?: even| really| here)* (?:would|will|is going to|d|wouldnt
      |would even|cares?|notices?)(?: even| really| ever)*(?: miss me| notice| care| be sad)?_ (?:miss me
      |if i (?:died|die|was dead|am dead|was gone|were gone|disappear\w*|killed myself))\b
saying goodbye
    \b(?:(?:good ?bye|farewell|suicide|last) (?:letters?|notes?|video)|this is (?:goodbye|the end for me
      |my (?:last|final) \w+)|(?:its|is) my last (?:night|day|message|text|goodbye)(?! (?:on
      (?: (?:nights?|days?|duty|shift|call|the (?:job|rota|line)))|at(?: (?:work|the|my|school|uni))|of (?:work
      |school|term|vacation|holidays?|class(?:es)?|training|the (?:course|shift|season|holidays?|term))
      |in (?:town
      |the (?:city|house|office|job|dorm))|as|volunteering|with (?:the company|this company|the team)
      |before (?:my
      |the|vacation|holidays?))\b)|good ?bye (?:forever|world
      |everyone|cruel)|say(?:ing)? (?:my )?(?:final )?good ?byes?|wont be (?:here|around|alive)(?: (?:tomorrow
      |much longer|anymore|for long|after|by|next|in the morning))+(?!(?: (?:tonight|tomorrow
      |anymore|week|weekend|month|[a-z]{3,6}day)){0,2}(?: [.,])?(?: (?:because|as|since
      |so|im|i am|i|ive|ill be|were|cos))* (?:driving (?:to|my)|flying|travell?ing|away|working|visiting
      |on (?:holiday
      |vacation|leave|call)|at (?:the (?:doctors?|dentist|office|clinic)|work|a)|out of town|my (?:slot|shift
      |turn)|(?:got|have) (?:an? |my )?(?:appointment|exam|meeting|flight|class|interview|shift|course)|taking
      (?: (?:my (?:mum|mom|dad|son|daughter|kids?|dog|cat|nan|gran|sister|brother)|the (?:kids?|dog|bus
      |train|day
      |week)|a (?:break|trip|day|week|holiday)))|going (?:away|camping|fishing|on (?:a|holiday
      |vacation)))\b)|gave away (?:all )?my (?:stuff|things|dog
      |cat|pets)|disappear forever|wrote my (?:will|note|goodbyes?)|after im (?:gone|dead))\b
a place
    \b(?:jump|jumping|throw myself|throwing myself|step|stepping|walk|walking|leap|lay|lie|drive|driving
      |leaning|fall|crash|crashing|run)_ (?:off|from|over|in front of|into|out of|on|onto)(?: my| a| an| the
      | this| this tall| traffic| some| oncoming| moving)* (?:<HIGH>|trains?|bus|truck|cars?|tree|wall
      |train tracks?|tracks|traffic|pole|ocean|river|highway)\b(?! (?:station|stop|park|tour|rally))
    \b(?:im|i am|standing|sitting|sat|stood|here|up|out)(?: (?:up|here|out|now|at|alone))* (?:on|at
      |by)(?: the)?(?: edge of(?: the| a)?| top of(?: the| a)?| side of(?: the| a)?)?(?: the| a
      | this)? (?:bridge|ledge|train tracks|rooftop|roof|railroad tracks|overpass|cliff|edge of)\b(?! (?:cafe
      |club|game|table|restaurant|bar|park|and (?:love|enjoy)|fixing|watching|with my (?:kids|family|dog)))
hurting myself
    \bi(?:ve)?(?: just| also| already)? cut (?:again|tonight|too deep|deep|so deep|last night|today|and i
      |until|till)\b|\bim bleeding\b|\bbleed out\b|\b(?:crash|crashing|wreck|wrecking)_ (?:car|truck
      |bike) on purpose\b|\bswerv(?:e|ing) into\b
    \b(?:slit|slitting|cut|cutting|slice|slicing|slash|slashing|open
      |opening)(?: open)?(?: both)? my (?:own )?(?:wrists?|throat|arms?|veins?|legs?|thighs?|skin
      |neck)(?: open)?\b|\bblow my (?:brains?|head)\b|\bmy wrists? (?:is|are) bleeding\b
    \b(?:want(?:s|ed|ing)?|going|need|needing|urges?|trying|tried|about|tempted|like|thinking|thoughts|think
      |might|keep|kept|will|started|have been|ive been|ive|just|im|i|stop|again|impulse|gonna|planning
      |resist)(?: to| about| of| been| just| really| so| be| again| from| on)* (?:cut|cutting|hurt|hurting|harm
      |harming|burn|burning|scratch|scratching|stab|injure|injuring|punish) ?(?:my ?self|me)\b|\b(?:want|going
      |need|urges?|urge|about|tempted|ready|dying|itching|relapse) to (?:cut|self ?harm|slice)(?: again
      | tonight| right now| so bad| badly| deep| deeper|$| \.)|\b(?:harm|hurt|burn|cut)(?:ing)? ?my ?self\b
    \b(?:cant|cannot|couldnt|wont|trying to) stop (?:cutting|bleeding|hurting|self ?harming)\b|\b(?:im|i am
      |ive been|been|started|keep|was|relapsed|kept) (?:cutting|self ?harming)(?: again| right now| tonight
      | now| a lot|$| \.| and)|\b(?:cutting|self ?harming) (?:my ?self )?again\b(?! (?:the|back|carbs|wood
      |grass|fabric|paper|hair|costs))|\bself ?harm(?:ed|ing) (?:again|tonight|today|now|right now|just now)\b
      |\b(?:lot of|so much|too much|covered in) blood\b|\bbleeding (?:a lot|out|everywhere|badly|so much|and)\b
overdose meant
    \b(?:want|going|need|plan|planning|thinking|about|trying|tried|might|could|should|will|ready
      |attempt\w*)(?: to| about| of| just| on| an)* overdos(?:e|ing)\b(?! (?:on|of) (?:cuteness|coffee|sugar
      |chocolate|netflix))|\bhow many_ (?:it take|would it take|to (?:die|overdose|kill)|pills|tylenol
      |will kill me)\b(?!(?: \w+){0,4} (?:bring|training|workshop|refills?|prescri\w+|per day))
      |\b(?:easiest|quickest|painless|best|fastest)(?: and)?(?: painless| quick
      | easy)? way to (?:die|kill|end it|go|end my)\b
plans
    \b(?:close|closer|tempted|ready|about|thinking|point|verge|edge|considering|just|close to just
      |keep)(?: to| of| about| just| on| from| being)* (?:ending|end|finishing) (?:it|this|things|everything
      |my story)(?= all| now|$| \.| tonight| today| and| for good| forever| soon| ,)|\b(?:have|made|making|got
      |know)_ plan (?:to (?:die|end|kill|do it)|for how (?:to|i)|and (?:the|a) (?:date|means|method|pills
      |gun))\b|\b(?:picked|chosen|chose|set)_ (?:day|date) (?:to die|i (?:die|will die|end it)|to end
      |for my death)\b|\b(?:i will|ill|im going to|going to) do it tonight\b|\bgiv(?:e|en|ing) up on (?:life
      |living)\b
    \b(?:how|when|planning|plan|going|want|ready|decided|trying|about|need|can|could|tonight i(?:m| will
      | am)?|time)(?: to| how| im| i| going| just| will| it)* (?:end it(?: all| tonight| now| today)?|finish it
      |end everything|end things|end the pain forever)\b(?! (?:with|early|soon with))|\b(?:kill
      |killing) me if i\b(?= am dead)|\bunalive(?: me| my| tonight)\b|\b(?:want|going|about|ready|trying
      |need) to unalive\b
will not last
    \b(?:cant|dont think i can|wont|dont think ill|not going to|might not|may not|dont know if i can
      |dont know if ill|not sure i can|not sure ill|doubt ill|dont think im going to|cant see myself
      |dont see myself|dont see me|dont expect to) (?:(?:make|making)(?: it)? (?:through|till|until|to|past|see
      |another)|(?:surviv(?:e|ing)|last|lasting|live|living)(?: it)? (?:through|till|until|to|past|see|another
      |this|the))(?: the| this| another)? ?(?:tonight|night|morning|tomorrow|week|weekend|day|christmas
      |my birthday|sunrise|year)\b(?! (?:group|meeting|session|shift|class|call|training|appointment|service
      |mass|practice|game|show|party|dinner|lunch|breakfast|walk|study|yoga|circle|one|slot|event|check ?in
      |thing|retreat|workshop)s?\b)(?<!make it tonight)(?<!making it tonight)|\bcant (?:keep myself|stay
      |be) safe\b|\b(?:dont|cant) trust myself (?:tonight|right now|alone|to (?:be|stay)|with (?:the|my|pills|a
      |knives))\b|\b(?:scared|afraid|worried) (?:of what )?i(?:ll| might| will| may
      |m going to)(?: \w+)? (?:do(?: something)? to myself|do tonight|hurt myself|kill myself)\b
"""
