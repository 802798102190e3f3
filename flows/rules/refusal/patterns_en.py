"""Lists how people take back a call in English: patterns over a cleaned text, each with the kind of no it is."""

from typing import Final

from flows.rules.refusal.kinds import About

_NO: Final = (
    r"(?:dont|do not|don t|dnt|donot|dont you|no|never|not|cant|cannot|wont|didnt|doesnt|without|stop"
    r"|nobody|rather"
    r" not|nah|nope|nor|neither)"
)
_RING: Final = (
    r"(?:call|ring|phone|telephone|callback|call back|dial|buzz|calls|rings|calling|ringing|phoning)"
)
_NOT_THAT: Final = (
    r"(?!(?: \w+){0,3} (?:forget|mind|miss|cancel|hang|lose|skip|wait|good at|care|know|hear|heard"
    r"|let me|give|first"
    r"|answer)\b)"
)
_WHO: Final = (
    r"(?:he|she|they|hes|shes|theyre|hubby|husband|wife|wifey|mum|mom|mam|ma|dad|da|boss|boyfriend"
    r"|girlfriend|bf|gf|"
    r"partner|roommate|roomie|flatmate|housemate|kids?|children|baby|babys|sister|brother|friend|mate"
    r"|buddy|son|daughter|"
    r"mother|father|parents|gran|nan|guests?|visitors?|family|carer|nurse|everyone|everybody|somebody"
    r"|someone|company|"
    r"people|ex|landlord|husbands|wifes|mums|moms|dads|hubbys|bosss|partners|roommates)"
)
_CAME: Final = (
    r"(?:home|here|back|up|awake|walked in|came in|come in|came home|came back|came over|come over"
    r"|got home|got in|"
    r"got back|in the room|listening|listens|sitting w\w*|pulled up|arrived|turned up|showed up|woke up"
    r"|at the door|"
    r"around now|in the house|have come|next to me|beside me|with me now)"
)

SAYS_NO: Final[tuple[tuple[About, str], ...]] = (
    (About.CALL, rf"\b{_NO}{_NOT_THAT}(?: \w+){{0,4}} {_RING}\b"),
    (
        About.CALL,
        (
            r"\b(?:no|nah|without|hate|not) (?:a |any |the |more |phone )*(?:calls?|callback|phone stuff"
            r"|phone calls?)\b"
        ),
    ),
    (About.CALL, r"\b(?:dont|do not|dnt) (?:bother|trouble)\b"),
    (About.CALL, r"\b(?:stand down|hold off)\b"),
    (
        About.CHANGED,
        (
            r"\b(?:chang(?:ed?|ing) (?:my|me) mind|(?:on |having )?second thoughts?|take (?:it|that) back"
            r"|scrap (?:it|that)|"
            r"undo (?:it|that)|abort|disregard|forget (?:it|about it|that|i asked|the call)|drop it|"
            r"(?:lets|can we|better|rather|would rather|prefer) not(?! alone)|id rather not|leave it|"
            r"pass on (?:it|the call|that|this)|"
            r"not a good idea|bad idea|by (?:mistake|accident)|wrong (?:thing|button|key)|didnt (?:mean|want)|"
            r"only said yes|(?:have|give|take) my (?:spot|place|turn)|give (?:it|the call) to(?! me))\b"
        ),
    ),
    (
        About.CHANGED,
        (
            r"\b(?:skip (?:me|it|this|that)|leave me out|drop the matter|let it be|bin it|scratch that|undo"
            r"|un ?request|"
            r"retract|withdraw|backing out|back out|im out|decided against|chicken\w* out|remove my request"
            r"|take (?:my yes|back my)|"
            r"take me off (?:the |your )?(?:list|queue)|i panicked|only (?:bored|said)|lied when i said|"
            r"meant (?:to (?:hit|press|send)|2|two)|turns out i wanted|changed? plans|change of plans|"
            r"(?:some ?one|some ?body|another person) else (?:can |should |could )?(?:go|have|take)|(?:pass"
            r"|save) (?:my slot|my turn|it for)|"
            r"let (?:the person|them|the volunteer|him|her) go|(?:tell|inform) (?:the |your |them"
            r"|whoever)(?: \w+){0,6} (?:not|no longer|thank\w*|to put)|"
            r"(?:not|no longer) (?:be )?required|needn ?t|prefer to wait|on reflection|(?:not|no) (?:doing it"
            r"|possible|brave enough)|"
            r"too late now|moments? (?:is |s )?gone|took too long|over it)\b"
        ),
    ),
    (
        About.COMPANY,
        (
            r"\b(?:goes|going|looks|look|checks|check|reads|listens) (?:thru|through|at|in) my (?:phone|calls?"
            r"|cell)\b|\bcall log\b"
            r"|\btak(?:en|ing|es) my phone\b|\bno privacy\b|\b(?:will|ill|itll|it) wake (?:the|my|him|her"
            r"|them)\b|\broom checks?\b"
            r"|\bnot allowed (?:my )?(?:phones?|calls?)\b|\b(?:she|he|they)ll hear\b|\b(?:she|he"
            r"|they) will hear\b|\bhave company\b|\bive company\b"
            r"|\blost my voice\b|\bmy (?:\w+ ){1,4}(?:came|come|comes|is coming|coming|pulled|just pulled"
            r"|popped|rang|facetimed|called me"
            r"|dropped by|showed) (?:over|thru|through|round|around|to sit|in|up|into|me|out|by)\b"
        ),
    ),
    (
        About.NOT_NOW,
        (
            r"\b(?:think ill|ill just|i should|i shud|should|gonna|need to|try to|trying to|let me"
            r"|ill) (?:just |try and |try to )?"
            r"(?:go to |get some )?(?:sleep|bed)\b|\blights out\b|\btoo tired to (?:talk|speak)\b|\b(?:wont"
            r"|aint|not) (?:be )?"
            r"(?:answer\w*|pick\w* up|awake|able)\b|\b(?:havent|have not|no) (?:the |got the )?(?:energy"
            r"|spoons)\b(?=.*\b(?:talk\w*|call|conversation|speak)\b)"
            r"|\b(?:so|and|pls|please|plz|but|early|now|then|wait|home|here) (?:no|dont|not|no dont)$"
            r"|\bcant have (?:that|this|a) \w+ here\b"
            r"|\b(?:boarding now|airplane mode|flight mode)\b|\bbad timing\b|\bdone talking\b"
        ),
    ),
    (
        About.BETTER,
        (
            r"\b(?:all sorted|im sorted|am sorted|as sorted|sorted me out|squared away|ive settled"
            r"|im (?:straight|coo|cool|chillin\w*|good on that)|"
            r"(?:be|going to be) fine without|made my peace|did the trick|got what i needed|ride it out"
            r"|white knuckle|(?:handle|manage|do) it "
            r"(?:myself|on my own)|got (?:a )?hold of my|(?:save|give) it for|crisis over|do me better"
            r"|shell be right|leave you be|with my mates now)\b"
            r"|\b(?:talked|spoke|chatted|chat|had a word|rang) (?:to|with|w) (?:my|me|the)\b"
            r"|\b\w+ instead (?:i think|thanks?\b|thank)|\brang my \w+\b"
        ),
    ),
    (
        About.CHANGED,
        r"(?<!dont )(?<!not )(?<!never )\b(?:cancel|call (?:it|that|this|the call) off|call off)\b",
    ),
    (About.CHANGED, r"\b(?:nvm|nevermind|never mind(?! (?:the|how|when|about the)\b))"),
    (
        About.CHANGED,
        (
            r"\b(?:dont|do not|dnt|no longer|didnt|never) (?:\w+ )?(?:want|need|wanna|wish)(?: \w+)?"
            r"(?: (?:it|this|that|you|any ?one|any ?body|no one|any ?thing|a (?:call|chat|conversation|talk)"
            r"|to(?! be)|"
            r"speak|talk|chat)| any ?more| now|$)"
        ),
    ),
    (
        About.CHANGED,
        r"\b(?:do not|dont) require\b|\bno (?:need|point|longer need\w*)\b|\bnot needed\b|\bnot necessary\b",
    ),
    (About.CHANGED, r"\b(?:you|u|ye|yous|they) (?:dont|do not) (?:have|need) to\b"),
    (
        About.CHANGED,
        (
            r"\b(?:too|so|got|getting) (?:scared|nervous|afraid|frightened|anxious|shy|chicken)\b(?=.*\b(?:not"
            r"|dont|cant|no"
            r"|cancel|talk|speak|do it)\b)|\bcant (?:do|go through with|face) (?:it|this)\b"
        ),
    ),
    (
        About.COMPANY,
        (
            r"^(?:(?:gotta go|got to go|wait|shh+|ok|cant talk|hold on|brb|oh no) )*"
            r"(?:he|she|they|someone|somebody|my (?:husband|wife|boyfriend|girlfriend|partner|dad|father|mom"
            r"|mother|ex|boss))"
            r"(?: is|s|re| are)? (?:coming|outside the door)(?: (?:in|back|up|upstairs|home|here|now|down))*$"
            r"|^(?:hes|shes|theyre) (?:coming|outside the door)(?: (?:in|back|up|upstairs|home|here|now|down))*$"
            r"|\b(?:gotta go|got to go|cant talk|shh+) (?:he|she|they)(?:s|re| is| are)? coming\b"
        ),
    ),
    (
        About.COMPANY,
        rf"\b{_WHO} (?:is |s |are |just |has |have |just got |already |now |all )*(?<!not ){_CAME}\b",
    ),
    (
        About.NOT_NOW,
        (
            r"\bnot (?:today|tonight|now|right now|any ?more|just now|this (?:morning|evening"
            r"|afternoon|week|time)|"
            r"really up|up (?:for|to)|ready|in the mood|a good time|feeling (?:it|up to it)|able)\b"
            r"|\b(?:another|some other|other) (?:day|time|night)\b|\b(?:maybe|perhaps) (?:tomorrow|tmrw|next week)\b"
            r"|^(?:tomorrow|tmrw) (?:maybe|instead)$"
            r"|\bnows not\b|\bnow (?:is|s) (?:not|bad)\b|\b(?:bad|wrong|terrible) time\b"
            r"|\bcant (?:talk|speak|pick up|answer|take (?:it|the|a)|right now|now|do (?:it|tonight|today)"
            r"|atm)|\bcant$"
            r"|\bwont be able\b|\b(?:gotta|have to|need to|gtg|must) (?:go|run|dash)\b(?! (?:away"
            r"|through|out of))|\bgtg\b"
            r"|\b(?:going|off|gone|heading) to (?:bed|sleep)\b|\bsleep on it\b|\bleave it for (?:today|tonight"
            r"|now)\b"
        ),
    ),
    (
        About.BETTER,
        (
            r"\b(?:im|i am|i feel|feel|feeling|doing|were|am) (?:\w+ )?(?:ok|okay|fine|good|better|alright"
            r"|all right|grand|great|"
            r"safe|calmer|sorted)(?: \w+)? ?(?:now|again|thanks|thank you|thx|ty|tho|actually)\b"
            r"|\b(?:actually|really|honestly|so) (?:\w+ )?(?:im|i am|were|its) (?:\w+ )?(?:ok|okay|fine|good"
            r"|alright|grand)\b"
            r"|\b(?:im|were|its|it is) (?:all )?(?:good|fine|sorted)(?: thanks| thank you| thx| now|$)"
            r"|\bwere good\b"
            r"|\b(?:it|that|the \w+)(?: has|s)? passed\b|\b(?:feel|feeling|felt) (?:so |much |a lot |way "
            r"|loads )?better\b"
            r"|\bim (?:alright|okay|ok|fine|grand)$|\bdoing (?:ok|okay|fine|better)\b"
        ),
    ),
    (
        About.CHANGED,
        (
            r"\bi said no\b|^never$|\bhell no\b|\brather you didnt\b|\bnot interested\b"
            r"|\bend (?:the |this )?call\b"
        ),
    ),
    (
        About.COMPANY,
        (
            r"\b(?:he|she|they|hes|shes|theyre|someone|somebody) (?:is |are )?(?:right )?"
            r"(?:next to|beside|with) me\b"
            r"|\bcan (?:hear|see) (?:me|us|everything|this)\b|\bnot safe\b|\bisnt safe\b"
        ),
    ),
)
