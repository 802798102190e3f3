"""Lists the English that softens or dates what was said, and sayings that mean no danger, for `crisis`.

NEGATED, PAST and THIRD read the words before what was found, back to the start of its clause; the others read either
side of it. `<FILL>` is any word that carries a denial, a date or a subject on to what was found.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "FILL": (
        r"(?:going|go|want|wanting|wants|wanted|really|actually|feeling|feel|feels|felt|thinking|think"
        r"|thought|thoughts|about|planning|plan|plans|trying|try|to|of|at|all|any|having|have|has|had|been"
        r"|be|being|even|ever|currently|like|do|am|are|is|was|were|intend\w*|suicidal|ideas|intentions?"
        r"|danger|risk|just|wish|need|desire|would|will|could|in|or|a|the|saying|says|said|talking|talks"
        r"|keeps?|kept|might|may|tells? me|told me|that|constantly|always|still|so|very|actively|also|again"
        r"|it)"
    ),
}

# Ways of speaking that mean no danger; they are blanked before anything is looked for.
IDIOMS: Final = (
    r"\bsay(?:ing)? (?:good ?bye|bye) to (?:my|the) (?:\w+ )?(?:class|students?|team|group"
    r"|colleagues|kids at work|school)\b"
    r"|\bkilling me with (?:his|her|their|the|these) \w+\b|\bnot wake up (?:tomorrow )?(?:til|till|until)\b"
    r"|\b(?:on|up on) the (?:bridge|roof)(?: \. stuck| and cleaned| in traffic| fixing"
    r"| cleaning)\b|\b(?:water|nerf) gun\b"
    r"|\bmurdered? (?:in|at) (?:valorant|fifa|fortnite|chess)\b|\b(?:wrote|signed|made) my will at last\b|"
    # Said of now without doubt: "im safe now". Regrets: "sorry i wont make it today", "bye, see you tuesday".
    r"\b(?<!think )(?<!sure )(?<!if )(?<!like )(?<!until )(?<!when )(?:im|i am|we are|were|hes"
    r"|shes|theyre|they are"
    r"|kids are) (?:all )?safe (?:now|again|here|at home|at my \w+)\b"
    r"|\bsorry (?:but )?i (?:wont|cant) (?:be able to )?make it"
    r"(?: (?:today|tonight|tomorrow|this time))?\b|\bi (?:wont|cant) make it (?:today|tonight|tomorrow) sorry\b"
    r"|\b(?:wont|cant) be (?:here|around|in) (?:today|tonight|tomorrow|\w+day|next week)(?: [.,])?"
    r"(?: (?:because|cos|as|since|so|im|i|ive|have|got|a|an|my|at|the|to|going|driving))* (?:exam|appointment"
    r"|meeting|flight|class|interview|shift|course|work|dentist|doctors?|holiday|wedding|trip)\b"
    r"|\b(?:i (?:wont|cant)|dont think (?:ill|i will|i can)|not sure (?:ill|i can)|i (?:might|may) not)"
    r" make it to (?:the |my |our |your )?(?:\w+ )?"
    r"(?:group|meeting|shift|work|session|training|class|appointment)\b"
    r"|\b(?:goodbye|bye)(?: \w+){0,2} (?:see you|see ya|talk soon|till) \w+day\b"
    r"|\b(?:(?:dying|died|die|dead|im dead)(?: \w+)? (?:of|from|with|at)(?: \w+)? (?:laugh\w*|boredom"
    r"|curiosity|embarrassment|cuteness|hunger|thirst|heat|cringe|laughter|starvation|anticipation"
    r"|jealousy|natural causes|old age)|(?:im |i am |was |were )?dying to (?!die|end|kill|leave|be dead"
    r"|not|sleep)\w+|dying for an? \w+|dying (?:my|her|his|their|your|easter|the) \w+"
    r"|(?<!want )(?<!going )to die for\b(?! (?:real|good|sure|ever))|die ?hard\w*|die laughing"
    r"|died laughing|diet\w*|(?:phone|battery|laptop|car|plants?|computer|tablet|signal|wifi|service|line"
    r"|charger|mic|remote|app|tv|truck|engine|flowers?|screen|controller|phones|cell|tire|scooter"
    r"|bike)(?: \w+)? (?:is|was|just|has|about|going|s|almost|keeps|will|always)?(?: to| is| just| about"
    r"| going| already| completely| almost)* (?:die|died|dying|dies|dead|overheating)|(?!(?:he|hes|she"
    r"|shes|they|theyre|husband|wife|boyfriend|girlfriend|bf|gf|ex|partner|dad|father|stepdad|brother"
    r"|someone|somebody|man|guy|uncle|is|are|was|were|be|been|nearly|almost|just|really|to|please|ill"
    r"|will|keeps?|of|and|about|like|pain|hurt|loneliness|depression|grief|guilt|sadness|silence|life"
    r"|anxiety|voices?|thoughts?|addiction|emptiness)\b)[a-z0-9]+(?: (?:is|are|was|were|be|been|nearly"
    r"|almost|just|really|lowkey|absolutely|literally|totally|still|seriously)){0,3} (?:killing|kills"
    r"|killed) me|(?:killing|kills|killed|kill) (?:it|time|the (?:vibe|mood|time|lights?|engine|buzz))"
    r"|(?:killed|killing|kill) (?:two birds|the game|our lights?|the competition|some time|an hour"
    r"|a few hours|them with kindness|him with kindness|your darlings|weeds|mosquitos?|a spider"
    r"|the spider|a bug|bugs|ants|germs|bacteria)|(?:would |could |id )?kill (?:for (?:a|an|some|this"
    r"|that|more)|to (?:have|be|get|see))|killer \w+|killing it|killed it|dressed to kill"
    r"|looks could kill|dead (?:tired|beat|line|end|serious|ass|asleep|battery|silent|weight|wrong|set|on"
    r"|last|of winter|phone|lift|zone|heat|plants?)|drop dead gorgeous|dead to the world|dead sea"
    r"|walking dead|grateful dead|dead ?lift\w*|over my dead body|shoot (?:me|you|us|him|her|them"
    r"|over)(?: over)? (?:an?|the|your|some) (?:\w+ )?(?:email|e mail|text|message|line|note|dm|call"
    r"|quick|link|address|msg)|shoot (?:some )?(?:hoops|pool|the breeze|photos?|video|for)|overdos(?:e|ed"
    r"|ing) (?:of|on) (?:cuteness|coffee|sugar|chocolate|netflix|caffeine|candy|tv|pizza|turkey|sunshine)"
    r"|(?:bored|scared|worked|worried|starved|frightened|freezing|love (?:you|him|her|it|them)|tickled"
    r"|sick) to death|(?:[0-9]+|few|couple|some|many|more|five|ten|two|three|of|ran|walked|per|the|extra"
    r"|my daily) ?kms\b|[0-9]+kms|kms (?:away|from|to (?:go|the|work|town)|per|an hour|today|run|walk"
    r"|later)|ill kms\b(?= (?:away|from))|suicide (?:squad|doors?|prevention (?:walk|class|training|month"
    r"|workshop|course|team)|awareness|hotline (?:job|volunteer|training|shift))|suicides (?:at|in)"
    r" (?:practice|gym)|murder mystery|murder she wrote|cut(?:ting)? my(?: own)? (?:hair|nails"
    r"|finger(?:nails)?|lawn|grass|losses|hours|bangs|grocery|budget|food|steak)|cut myself (?:shaving"
    r"|cooking|chopping|while|slicing|a slice|a break|some slack|off|on (?:a|the|paper|glass)|opening)"
    r"|(?:burn|burned|burnt) myself (?:cooking|on (?:the|a)|making|out|with (?:the|hot|coffee|soup))"
    r"|hurt myself (?:at|playing|running|lifting|working|in (?:the|my)|falling|on (?:the|a)|exercising"
    r"|skiing|gardening)|jump(?:ed|ing)? (?:off|from|into|in) (?:the|a) (?:diving board|dock|pool|lake"
    r"|swing|trampoline|shower|topic|conversation)|hang(?:ing)? (?:in there|out|up|on|with|around|the|my"
    r"|a|pictures?)|noose of|give up (?:coffee|sugar|smoking|on (?:that|this|the)|chocolate|carbs|bread"
    r"|meat|my seat|drinking|soda|alcohol|cigarettes)|gave up (?:coffee|sugar|smoking|on|my seat|drinking"
    r"|soda)|(?:glue|nerf|water|heat|massage|staple|caulk|spray|squirt) gun|gun ?metal|top gun|jump rope"
    r"|razor (?:sharp|scooter)|razor blades? for shaving|end of my rope lol|(?:no|not any|whats the"
    r"|is there a|see the|theres no) point (?:in )?(?:of )?(?:calling|texting|waiting|going to|rushing"
    r"|cooking|driving|cleaning|asking|worrying)|burden of proof|trapped in (?:traffic|the elevator)"
    r"|over the (?:hill|moon|weekend)|(?:im|i am|was|literally|legit|lowkey)(?: so| literally| actually"
    r"| all){0,2} (?:dying|dead|deceased)(?: at| with)?(?: lol)+|(?:mum|mom|mam|mama|dad|boss|teacher"
    r"|coach|nan|sister|parents|wife|landlady)(?: (?:will|is|s|are|going to|would|literally|actually"
    r"|gonna)){1,4} (?:kill|murder) me (?:if i(?:m| am| get| show up| come)(?: home)? late|if i (?:forget"
    r"|forgot|miss|missed|lose|spend|burn|dont (?:clean|tidy|call her|call him|eat|finish|get up|text))"
    r"|when (?:she|he|they) sees? (?:the|this|my|how much|what i spent)|for (?:forgetting|being late"
    r"|spilling))|(?:trainings?|workshops?|class|classes|courses?|seminar|webinar|leaflets?|posters?"
    r"|charity|fundraiser|campaign)(?: \w+){0,2} (?:on|about|for|against|of)(?: \w+)? (?:overdoses?"
    r"|suicide|self ?harm)(?! methods?)|(?:phone|battery) (?:dying|died|dead)|any ?time to end it|(?:need"
    r"|have) to be suicidal to|only for suicidal (?:people|callers|folks)"
    r"|[a-z][0-9]{1,3} \. they have ended it|(?:could|can|might|will) (?:just )?murder an? \w+)\b"
)
NEGATED: Final = (
    r"\b(?:not|dont|doesnt|didnt|never|wont|wouldnt|isnt|aint|no|without|arent|wasnt|nor|neither|havent"
    r"|hasnt|couldnt|stopped|no longer|nobody|promise(?:d)? not)(?: <FILL>){0,6} ?$|\b(?:dont|not|didnt"
    r"|doesnt|never)(?: (?:think|mean|believe|saying|that|say|said|know that|feel like|like|mean that"
    r"|imply))+(?: (?:i|im|id|ill|ive|am|would|will|really|actually|to|going|want|want to|be|was))+ ?$"
    r"|\b(?:cant|couldnt|wont) (?:even )?(?:say|imagine) ?$"
)
NEGATED_AFTER: Final = (
    r"^(?: [a-z]+)?(?: is| was)? ?(?:isnt|is not|not|wasnt|never) (?:an option|the answer|something"
    r"|on my mind|in my|a thing)"
)
PAST_FORM: Final = (
    r"^(?:wanted|tried|attempted|thought|planned|wished|wanting to die was|overdosed|hung|shot|ended"
    r"|killed)\b"
)
PAST: Final = (
    r"\b(?:tried|wanted|attempted|thought|thinking i wanted|was|were|had|felt|planned|used|almost|nearly"
    r"|once|survived)(?: <FILL>){0,5} ?$|\bwhen i was(?: [a-z0-9]+){1,3} i(?: [a-z]+){0,2} ?$"
)
PAST_MARK: Final = (
    r"\b(?:used to|(?:years?|yrs?|decades?) (?:ago|back|on)|y ago|months? ago|back in (?:19|20)[0-9]{2}"
    r"|last year|when i was|back then|in the past|as a (?:teen|kid"
    r"|child|teenager)|long ago|in high school|in college|in (?:19|20)[0-9]{2}|at age|when i lived"
    r"|over a year|years clean|years sober|(?:19[0-9]{2}|20[01][0-9]|202[0-3])|long time ago"
    r"|in those days|back in"
    r"|before i was born|when we were|last semester|in (?:my )?first year|yrs on"
    r"|[0-9]+ years (?:clean|since|since then)"
    r"|my first(?: one)? i had|looking back)\b"
)
# Years, not months: who tells of it tells a story.
LONG_AGO: Final = (
    r"\b(?:(?:years?|yrs?|decades?) (?:ago|back|on)|(?:19[0-9]{2}|20[01][0-9]|202[0-3])"
    r"|long (?:time )?ago|back in"
    r"|when (?:i|we) (?:was|were)|as a (?:teen|kid|child|teenager)|in (?:high school|college"
    r"|those days|my first year|first year)"
    r"|before i was born|years (?:clean|sober|since)|looking back|yrs on|at [0-9]{2} \. im)\b"
)
RECENT: Final = (
    r"\b(?:just|today|tonight|last night|yesterday|this (?:morning|week|afternoon|evening|weekend)|earlier"
    r"|again|now|still|(?:minutes?|mins?|hours?|hrs?|days?) ago|last week|lately|every day|every night"
    r"|right now|these days|tomorrow)\b"
)
# How somebody is by now: no word in it dates an act, although "now" alone may.
RECOVERED: Final = (
    r"\b(?:now|today|still|these days|nowadays)(?: (?:i|im|ive|i am|i have|its|and|got|a|the|my|so|really"
    r"|doing|much|very|here|feeling|glad|happy|all|in|is|days|years|[0-9]+|for|been)){0,5} (?:clean|sober"
    r"|ok|okay|fine|better|good|well|safe|alive|here|standing|recovery|recovered|happy|married|grandkids"
    r"|grandchildren|kids|glad|grateful|thankful|proud|strong|stable|anniversary|volunteer\w*)\b(?! with)"
    r"|\b(?:glad|happy|grateful|thankful|proud|lucky)(?: (?:that|im|i am|to be|i|am|so"
    r"|every day)){0,3} still\b|\bim (?:[0-9]{2}|an? \w+) (?:now|today)\b"
)
THIRD: Final = (
    r"\b(?:he|she|they|hes|shes|theyre|friends?|bestie|mother|mom|mum|mama|dad|father|brother|sister|son"
    r"|daughter|wife|husband|partner|boyfriend|girlfriend|bf|gf|roommate|neighbou?r|cousin|uncle|aunt|kid"
    r"|child|someone|somebody|people|who|students?|grandma|grandpa|coworker|guy|person|dog|cat|kids"
    r"|parents|character|niece|nephew|teen|everyone|patients?|book|movie|song|podcast|show)(?: (?:<FILL>"
    r"|he|she|they|shes|hes|is|on|talked|talk|spoke|mentioned)){0,6} ?$"
)
# Somebody else, anywhere near.
THIRD_WORD: Final = (
    r"\b(?:he|she|they|him|her|his|them|friends?|mates?|bestie|mother|mom|mum|dad|father"
    r"|brother|sister|son|daughter"
    r"|wife|husband|partner|cousin|uncle|aunt|neighbou?r|grandma|grandpa|grandad|granddad|nan"
    r"|gran|someone|somebody|girl"
    r"|guy|man|patient|farmer|teacher|ex)s?\b"
)
LAUGH: Final = r"\b(?:l+o+l+(?:z|ol)*|lmf?ao+|rofl|(?:a?h[ae]){2,}h?|haha\w*|hehe\w*|xd|figuratively)\b"
TAKEN_BACK: Final = r"\b(?:jk|just (?:kidding|joking)|kidding|joking|not serious|not really)\b"
