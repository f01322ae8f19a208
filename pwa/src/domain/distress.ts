// Words after which people who listen are offered: looked for on this phone, in memory only, and never acted on by itself.
import { folded } from "./search.js";

/** Whoever writes of wanting to die or to be hurt, in their own name or in another's; each a pattern over folded text. */
const PHRASES: readonly string[] = [
  // English
  "kill(ing)? (myself|himself|herself|themselves|themself)",
  "unaliv(e|ed|ing) (myself|himself|herself|themselves|themself)",
  "kys",
  "(end|ending|ended|take|taking|took) (my|his|her|their) (own )?life(?! (savings?|back|story|apart|from))",
  "(want|wants|wanted|wanna|going|plans|planned|ready|rather) (to |be )*(die|dead)(?! (of|from|laughing))",
  "wish(es|ed)? (i|he|she|they) (was|were|wasn'?t|weren'?t) (dead|gone|never born|alive|here any ?more)",
  "(don'?t|doesn'?t|didn'?t|do not|does not|did not) want to (be alive|be here any ?more|wake up|exist|live(?! (in|at|with|on|near|here|there|together|alone)))",
  "(no|any) (reason|point) (to|in|for) (live|living|being alive)",
  "(better|easier) off (without me|if i (was|were) (dead|gone)|dead)",
  "(can'?t|cannot) go on(?= like this| living| any ?more|[.,;!?]|$)",
  "(can'?t|cannot) (do this|take it|take this) any ?more",
  "suicid(e|al)(?! (squad|silence))",
  "(want|wants|wanted|wanna|going|started|starts|start|keep|keeps|kept|been|tempted|afraid|might|could|would|will|tried|about) (to |of |about |from )?(hurt|harm|cut)(ting|ing)? (myself|himself|herself|themselves|themself)",
  "(hurting|harming|harm|harms|harmed) (myself|himself|herself|themselves|themself)",
  "(hurt|cut) (myself|himself|herself|themselves|themself) on purpose",
  "self[ -]?harm(s|ed|ing)?",
  "slit (my|his|her|their) wrists?",
  "(took|taken|take|taking|swallowed) (all (of )?(the|my|his|her|their)|too many|a lot of|a bunch of|a handful of|a bottle of) pills",
  "overdos(e|ed|ing)",
  "hang(ing)? (myself|himself|herself|themselves)",
  "jump(ing|ed)? off (a|the) (bridge|roof|building|balcony)",
  // French
  "suicid(e|er|aire|aires|es|ee|ait|era|erait)(?! squad)",
  "(je (veux|vais|voudrais|voulais|pourrais|aimerais)|envie de|(pense|pensais|songe|songeais) a|dit de) me tuer",
  "se tuer(?! (au travail|a la tache))",
  "(m'|s')(enlever|enleve|oter) la vie",
  "(veux|veut|voudrais|voudrait|voulais|voulait|envie de|prefere|prefererais|prefererait|aimerais|aimerait) (plus que |juste )*(mourir|crever|etre morte?)(?! (de|d')\\b)",
  "(veux|veut|voudrais|voudrait|voulais|voulait|envie d')( )?en finir(?! avec)",
  "en finir avec (la|ma|sa) vie",
  "mettre fin a (mes|ses) jours",
  "(veux|veut|voulais|voulait) (pas |plus |meme )+(vivre(?! (a|avec|chez|dans|en|ici|la)\\b)|etre la|exister|me reveiller|se reveiller)",
  "plus (envie|le gout|la force) de vivre(?! (a|avec|chez|dans|en|ici|la)\\b)",
  "(plus de|plus aucune|aucune) raison de vivre",
  "(mieux|plus simple|plus facile) sans moi",
  "(j'aimerais|je voudrais|j'aurais (voulu|prefere)|aimerait|voudrait|aurait (voulu|prefere)) (ne )?(jamais|pas) etre nee?",
  "(envie de|veux|veut|voudrais|voudrait|vais|va|peur de) (me|se) faire (du )?mal",
  "(me|se|m'est|s'est|me suis) (faire|fais|fait|faite) (du )?mal expres",
  "(me|se) (mutile|mutiler|scarifie|scarifier)",
  "automutil(e|ation|er)",
  "(m'|s')ouvrir les veines",
  "(avale|avaler|pris|prendre|prends) (tou(s|tes) (les|mes|ses)|trop de|plein de|une? (poignee|boite|bouteille) de) (pilules|cachets|comprimes|medicaments)",
  "surdose",
  "(me|se) pendre",
  "(me|se) jeter (du|d'un|en bas d'un|en bas du) (pont|toit|balcon)",
];

const DISTRESS = new RegExp(`(?<![a-z0-9])(${PHRASES.join("|")})(?![a-z0-9])`);

/** True where one of the phrases stands, in either language: people mix them. */
export function soundsDistressed(text: string): boolean {
  return DISTRESS.test(folded(text).replace(/\s+/g, " "));
}
