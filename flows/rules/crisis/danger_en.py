"""Lists the English of `crisis` for danger from another person, or to one, and for what only calls for a look.

DANGER is read like SAID; LOOK is always a check: see `patterns_en`.
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
    "FOE": (
        r"(?:he|she|they|hes|shes|theyre|hell|shell|theyll|someone|somebody|a man|this man|the man|this guy"
        r"|husband|wife|boyfriend|girlfriend|bf|gf|ex|partner|dad|father|stepdad|stepfather|brother|roommate"
        r"|son|uncle|stalker|neighbor|neighbour|pimp)"
    ),
    "HURTING": (
        r"(?:hitting|beating|choking|strangling|punching|kicking|raping|attacking|stabbing|shooting|hurting"
        r"|slapping|burning|molesting|assaulting)"
    ),
}

DANGER: Final = r"""
danger from another
    \b<FOE>(?: (?:just|has|have))* (?:broke|broken|smashed|forced|busted|kicked)(?: (?:his|her
      |their) way)? (?:in|into|down)\b(?! (?:tears|laughter|a|song)\b)
    \b<FOE>(?: (?:just|has|was|and|then|already))* (?:hit|pushed|punched|kicked|slapped|beat(?: up)?(?! (?:me
      |us) (?:at|in|to|by))|choked|grabbed|threw|dragged|shoved|strangled|raped|hurt|attacked|stabbed
      |shot) (?:me|us)(?: [a-z]+){0,8} (?:still here|coming back|in the house|outside|now|is back|hes back
      |shes back|cant get out|tonight|yelling|screaming at|wont (?:stop|leave|let)|locked|bleeding|again)\b
      |\b<FOE>(?: (?:is|are|keeps|started|been|has|just))* (?:threatening|following|chasing|stalking|choking
      |forcing) (?:me|us|to (?:kill|hurt|shoot|stab))\b|\b(?:im|i am|were|we are|been) (?:hiding|locked
      |barricaded)_ (?:from (?:him|her|them|my \w+)|(?:bathroom|closet|bedroom|basement|room)_ (?:he|hes|she
      |they|him|so he))\b|\b(?:banging|pounding|kicking|beating) (?:on|down|in)(?: my| the)? (?:door|window)\b
      |\bhold(?:ing|s)? (?:me|us) (?:hostage|down|at gunpoint|against my will)\b|\bhas me (?:locked|trapped
      |tied)\b
    \b(?:hell|shell|theyll|<FOE>(?: (?:is|are|was|said|says|saying|keeps|wants|tried|trying|threatening
      |threatened|threatens|about|going|will|ll|to|he|hell|hes|just|that|gonna|might|literally|really|and
      |swears|shes|theyre|is outside)){1,6}) (?:kill|killing|murder|shoot|stab|strangle|rape|hurt|beat(?! us)
      |find and kill|burn) (?:me|us|my (?:kids?|son|daughter|baby|mom|mother|children))\b(?! (?:lol
      |with (?:laughter|his|her|their|the|these|all) (?:jokes?|cooking|questions|laughter|puns|stories)
      |when (?:i|she|he) (?:tell|see|find)))
    \b<FOE>(?: (?:is|has|got|have|pulled|holding|with|came|at|the|my|door|here|outside|and|grabbed|was|just
      |in|house|home|waving|pointing|pointed|out)){1,7} (?:a |his |her |the |my )?(?:loaded )?(?:gun|shotgun
      |knife|weapon|machete|pistol|rifle|hammer|axe|bat|gunemoji|knifeemoji)\b
    \b<FOE>(?: (?:is|was|started|just|keeps|been|has|wont|stop|and|have|literally|now
      |again)){0,4} <HURTING>(?: on)? (?:me|us|my (?:kids?|son|daughter|baby|mom|mother|face|head|door|sister
      |brother)|the door)\b|\b(?:being|getting)(?: \w+)? (?:hit|beaten|attacked|raped|assaulted|followed
      |strangled|choked|stabbed)(?: up)?(?: by| right| now| at|$| \.)
    \b<FOE> (?:just|is about to|about to|going to)(?: \w+)? (?:hit|beat(?! (?:me|us) (?:at|in|to|by))|punch
      |punched|kick|kicked|slapped|slap|rape|raped|stabbed|stab|shot|attacked|attack|choke|choked|strangled
      |threw|hurt) (?:me|us|my)\b|\b(?:choked|strangled|stabbed|shot|grabbed me by the|hands? around my
      |by the) (?:me (?:just )?(?:now|tonight|today|again)|throat|neck)\b
    \b(?:im|i am|we are|were|my life is|life is)(?: \w+)? in (?:danger|immediate danger|serious danger)\b
      |\b(?:im|i am|were|we are|i feel|i dont feel|dont feel|do not feel)(?: really| very)* (?:not safe|unsafe
      |safe)(?: (?:right now|now|tonight|with (?:him|myself|her)|here|at home|alone|in my (?:house|home)))+
      |\b(?:im|i am)(?: really)? (?:not safe|unsafe)\b|\b(?:breaking|broke|trying to (?:break|get)) (?:in
      |into)(?: (?:my|the|our) (?:house|home|apartment|room|door|bedroom|window)\b| right now| now| with|$| \.)
      |\b(?:call|send|need)(?: me)?(?: an| the| for| for an)? (?:911|999|police|cops|ambulance)\b
      |\bhelp me_ (?:hes|he is) (?:here|coming|outside)\b
meaning to kill
    \b(?:going to|about to|want to|ready to|im gonna) (?:kill|murder|shoot|stab|shoot up)(?: \w+)? (?:him|her
      |them|people|everyone|everybody|someone|somebody|my (?:\w+ )?(?:husband|wife|boss|dad|mom|boyfriend
      |girlfriend|ex|kids?|baby|family|father|mother|brother|sister|neighbor|coworkers?)|the school
      |school)\b(?! (?:lol|haha))|\b(?:going|want) to (?:kill|murder|stab|shoot) (?:him|her|them|everyone
      |someone)\b
"""

LOOK: Final = r"""
hurt by another
    \btrying to (?:get|break) (?:in|into)\b|\bbroke in\b|\bwont leave (?:my|me)\b
    \b(?:pushed|hit|punched|kicked|slapped|choked|strangled|raped|dragged|shoved) me\b|\b(?:following|chasing
      |stalking|threatening|threatened) me\b
    \b(?:he|she|they|husband|wife|boyfriend|girlfriend|bf|gf|ex|partner|dad|father|mom|mother|brother|stepdad
      |someone|somebody)(?: (?:has|had|used|to|just|always|still|sometimes|often|would|been|who|tried
      |threatened|threatens|and|was|is|also|says|said|hell|will|going|he|may|might))* (?:hits?
      |beats?(?! me (?:at|in|to|by))|beat up|punche[ds]|chokes?d?|slaps?(?:ped)?|rapes?d?|molest(?:s|ed)?
      |abuse[ds]?|threaten(?:s|ed|ing)?|kicks?|kicked|stalk(?:s|ed|ing)?|hurts?|shoves?d?|kill|assault(?:s
      |ed)?) (?:me|us|my (?:kids?|son|daughter|mom|baby|sister))\b|\b(?:raped|molested|abused|assaulted
      |domestic violence|abusive|being abused|stalking me|afraid of (?:him|my (?:husband|partner|boyfriend|dad
      |ex))|scared of (?:him|my (?:husband|partner|boyfriend|dad|ex))|scared (?:he|hell|hes)|wont let me leave
      |threaten(?:ed|ing|s) (?:me|to kill)|beaten)\b
hurting myself
    \b(?:cut|burn|burned|hurt|harm|harmed|cutting|scratched) (?:my ?self|my wrists?)\b
losing hope
    \bcant keep (?:going|on|living|it up)\b|\bcant (?:fight|go) (?:anymore|any longer|much longer)\b
      |\b(?:i give up|lost the will|no will to|no strength left|nothing left(?! (?:in|to (?:do|eat|watch))))\b
    \b(?:hopeless\w*|worthless|no hope|lost hope|losing hope|no way out|give up|giving up|given up|gave up
      |cant (?:take|do|handle|bear|cope|stand|deal)(?: with)?(?: it| this| life| things| everything| the pain
      | any| anymore| any ?longer| much longer)+(?! (?:tuesday|monday|wednesday|thursday|friday|week|weekend
      |time))|cant cope|cant anymore|want (?:it|this|everything|the pain|all of it)(?: all| just)* to (?:end
      |stop|be over|go away)|want_ to be over|falling apart|breaking down|at rock bottom|hit rock bottom
      |end of my rope|breaking point|nothing matters|no point|whats the point(?! of (?:this|the|these|that
      |calling|texting))|pointless|hate my ?life|hate myself|burden|(?:nobody|no ?one)(?: really| even
      | ever)* (?:cares|loves me|would(?: even| really| ever)* (?:care|notice|miss me)|needs me|wants me)
      |cant (?:hold|hang) on|cant keep (?:fighting|doing (?:this|life)|pretending)|tired of (?:fighting|trying
      |pretending|hurting|everything)|give up on myself|picked a date|set a date to|want to disappear
      |just disappear|disappear|dont want to be here|trapped|numb inside|so done|done with (?:everything|this
      |it all)|want out|ruined everything|hate being alive)\b
may need a doctor
    \b(?:cant breathe|heart attack|chest pains?|passing out|passed out|unconscious|seizure|took (?:too much
      |extra|a few|[34]|three|four)|ibuprofen [0-9]+ ?mg|[0-9]+ ?mg ibuprofen|relapsed?|blacked out|drank (?:a
      |the) (?:whole |entire )?bottle)\b
meaning to kill
    \b(?:kill|murder|stab|shoot) (?:him|her|them|someone|somebody|everyone|people|my (?:boss|husband|wife|mom
      |dad|brother|sister|ex|boyfriend))\b|\bkill(?:ing)? me\b
means at hand
    \b(?:swallowed|overdose|(?:[1-9][0-9](?! mg)|bottle of|handful of|bunch of)_ <MED>|(?:lethal|fatal) dose
      |shotgun|rifle|pistol)\b(?! (?:my pride|a bug))
    \b(?:gun|pistol|rope|razors?|blades?|ropeemoji|gunemoji|coffinemoji|razoremoji|pillemoji pillemoji
      |bloodemoji)\b
speaks of death
    \b(?:dying|to die|hanging from|(?:be|soon) gone|gone soon|no future|end my(?! (?:shift|day|duty|turn|session
      |call|chat|subscription|membership|contract|lease|week|night shift|slot|break|pause|account|plan|trial
      |reminders?|check ?ins?|texts?|messages?)\b)|die alone)\b
    \b(?:being alive|my death|death (?:sounds|seems|would|is)|not (?:being )?alive|kill you|jump(?:ing)? off
      |want(?:ed)? to jump|think(?:ing)? about jumping|everything ready|find (?:me|my body))\b
    \b(?:wants?|wanted|wish|wishes|ready|going|hopes?|trying|tried|about|afraid|scared|might|could|should
      |will|would|to|rather|almost|nearly|if i|if he|if she|just)(?: to| of| is| be| was| were| going)* (?:die
      |dying|died|be dead)\b|\b(?:wish|better off|want)_ dead\b|\bim dying\b|\bdead inside\b
    \b(?:ive|i have|i) had enough(?: of (?:life|it all|everything|this life|it))?(?= \.|$| and| i)
      |\blove you all\b|\btell my (?:mom|mum|dad|kids?|family|wife|husband|son|daughter
      |parents)(?: [a-z]+){0,2} (?:sorry|love)|\b(?:with|see|join|meet) (?:him|her|them
      |my \w+)(?: \w+)? (?:in heaven|on the other side)\b|\bdo something (?:stupid|drastic|bad to myself)\b
      |\b(?:want|wish) it(?: was| were)? over\b
speaks of suicide
    \b(?:my|an|the|her|his|another|previous|second|first|after|failed|last) attempt(?:s|ed)?(?= (?:in|at
      |on my|last|years?|when|to end|back)|$| \.)|\b(?:end|ending|ended) it(?= all| now|$| \.| tonight| soon)
      |\bhow (?:do|can|would|should) i (?:die|end it|do it without)\b|\b(?:starving|hitting|hating
      |punishing) myself\b|\bi (?:took|did) something (?:bad|stupid)?\b|\bi took (?:them|something)\b
      |\bhave a plan\b
    \b(?:suicid(?:e|al|io)|unalive|kms|kys|kill yourself|self ?harm\w*|overdosed?|overdosing|noose
      |hang yourself)\b
    \b(?:kill|killed|kills|killing|hurt|hurts|hurting|harm|harming|cut|cuts|cutting|hang|hanged|hung|shot
      |shoot|cutting) (?:himself|herself|themself|themselves|him ?self|her ?self|yourself)\b|\b(?:end|ended
      |ending|took|take|taking|takes) (?:his|her|their|your)(?: own)? li(?:fe|ves)\b
"""
