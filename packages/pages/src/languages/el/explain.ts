import type { ExplainTexts } from '../define-language.ts';
import type { Forms } from './plural.ts';

export const explain: ExplainTexts<Forms> = {
  'duration.days': { one: '{count} ημέρα', other: '{count} ημέρες' },
  'duration.hours': { one: '{count} ώρα', other: '{count} ώρες' },
  'duration.minutes': { one: '{count} λεπτό', other: '{count} λεπτά' },
  'duration.seconds': { one: '{count} δευτερόλεπτο', other: '{count} δευτερόλεπτα' },
  moment: '{day}, {time} UTC',

  'method.totp': 'εφαρμογή ελέγχου ταυτότητας',
  'method.email': 'κωδικός μέσω email',
  'method.sms': 'κωδικός μέσω SMS',
  'method.webauthn': 'κλειδί ασφαλείας',
  'method.password': 'κωδικός πρόσβασης',
  'method.federated': 'σύνδεση μέσω άλλου παρόχου',
  'method.passkey': 'κλειδί πρόσβασης',
  'method.magic-link': 'σύνδεσμος μέσω email',
  'method.backup-code': 'εφεδρικός κωδικός',
  'method.support': 'υποστήριξη',
  'method.form': 'φόρμα ταυτότητας',
  'method.other': 'παράγοντας τύπου «{method}»',

  'trait.phishing-resistant': 'ανθεκτικός στο ηλεκτρονικό ψάρεμα',
  'trait.user-verified': 'ξεκλειδωμένος με PIN ή βιομετρικά στοιχεία',
  'trait.device-bound': 'δεμένος με μία συσκευή',
  'trait.remembered': 'απομνημονευμένος από προηγούμενη σύνδεση',

  'selector.anything': 'οποιοσδήποτε παράγοντας',
  'selector.with': '{what} ({traits})',
  'selector.without': '{what} (όχι {excluded})',
  'selector.with-without': '{what} ({traits}, όχι {excluded})',
  'requirement.several': '{count} από αυτά: {what}',
  'requirement.distinct-method': '{what}, καθένα άλλου τύπου',
  'requirement.distinct-channel': '{what}, καθένα από χωριστό κανάλι',
  'requirement.other-channel': '{what}, όχι από το κανάλι του πρώτου παράγοντα',
  'requirement.max-age': '{what}, με απόδειξη το πολύ πριν από {age}',
  'requirement.live': '{what}, όχι μόνο από απομνημόνευση',
  'requirement.any': 'είτε {parts}',
  'requirement.all': 'μαζί: {parts}',
  'requirement.all-of': 'όλα αυτά: {parts}',
  'requirement.nested': '({part})',

  'decision.allow': 'Δεν ζητείται τίποτα άλλο.',
  'decision.challenge': 'Ο χρήστης πρέπει να αποδείξει κάτι ακόμα.',
  'decision.enrol': 'Ο χρήστης πρέπει πρώτα να ρυθμίσει έναν παράγοντα.',
  'decision.wait': 'Αυτό πρέπει να περιμένει την έγκριση άλλων ή να περάσει ένας χρόνος αναμονής.',
  'decision.wait-until': 'Αυτό πρέπει να περιμένει μέχρι {until}.',

  'deny.method-not-allowed': 'Αυτή η μέθοδος δεν προσφέρεται εδώ.',
  'deny.method-ending': 'Αυτή η μέθοδος καταργείται σταδιακά: δεν μπορεί πια να προστεθεί.',
  'deny.not-alone': 'Αυτή η μέθοδος δεν μπορεί να είναι η μόνη: πρέπει πρώτα να ρυθμιστεί άλλη.',
  'deny.limit-reached': 'Ο χρήστης έχει ήδη όσα επιτρέπονται.',
  'deny.must-keep': 'Αυτός ο παράγοντας πρέπει να μείνει: χωρίς αυτόν θα απέμεναν πολύ λίγα.',
  'deny.no-usable-factor':
    'Κανένας παράγοντας του χρήστη δεν μπορεί να χρησιμοποιηθεί τώρα γι’ αυτό: μόνο η ανάκτηση βοηθά.',
  'deny.not-enrolled': 'Ο χρήστης δεν έχει τέτοιον παράγοντα.',
  'deny.no-backup-codes': 'Δεν υπάρχουν εφεδρικοί κωδικοί.',
  'deny.no-choice': 'Ο χρήστης δεν έχει αρκετούς παράγοντες για να επιλέξει τον πρώτο.',
  'deny.unknown-action': 'Κανένας κανόνας δεν γνωρίζει αυτή την ενέργεια.',
  'deny.not-offered': 'Αυτό δεν προσφέρεται σε αυτόν τον χρήστη.',
  'deny.no-grace': 'Η ρύθμιση ενός παράγοντα δεν μπορεί πια να αναβληθεί.',
  'deny.not-verified': 'Ό,τι πρέπει να επαληθευτεί γι’ αυτό δεν έχει επαληθευτεί ακόμα.',

  'unmet.rule': 'Ο κανόνας «{rule}» ζητά: {requirement} – {why}.',
  'unmet.enrolled': 'Η σύνδεση απαιτεί: {requirement} – {why}.',
  'unmet.change': 'Αυτή η αλλαγή απαιτεί: {requirement} – {why}.',
  'unmet.first': 'Η ρύθμιση του πρώτου παράγοντα απαιτεί: {requirement} – {why}.',
  'unmet.trust': 'Η απομνημόνευση ενός προγράμματος περιήγησης απαιτεί: {requirement} – {why}.',
  'why.missing': 'δεν έχει αποδειχθεί ακόμα',
  'why.not-enrolled': 'δεν έχει ρυθμιστεί τίποτα τέτοιο',
  'why.expired': 'αποδείχθηκε πριν από πολύ καιρό',
  'why.remembered': 'ήταν μόνο απομνημόνευση, όχι απόδειξη',
  'why.same-channel': 'οι αποδείξεις ήρθαν από ένα κανάλι',
  'why.held': 'πρέπει να περιμένει',

  'answer.factors': {
    one: 'Ένας από τους ρυθμισμένους παράγοντες μπορεί να χρησιμοποιηθεί.',
    other: '{count} από τους ρυθμισμένους παράγοντες μπορούν να χρησιμοποιηθούν.',
  },
  'answer.first-factors': 'Μπορεί να χρησιμοποιηθεί: {methods}.',
  'answer.backup-code': 'Μπορεί να χρησιμοποιηθεί και εφεδρικός κωδικός.',
  'answer.none': 'Κανένας παράγοντας του χρήστη δεν μπορεί να χρησιμοποιηθεί.',
  'enrol.methods': 'Μπορεί να είναι: {methods}.',
  'enrol.no-methods': 'Καμία επιτρεπόμενη μέθοδος δεν θα βοηθούσε.',
  'grace.until': 'Μπορεί να αναβληθεί μέχρι {until}.',
  'grace.skips': {
    one: 'Μπορεί να αναβληθεί ακόμα μία φορά.',
    other: 'Μπορεί να αναβληθεί ακόμα {count} φορές.',
  },

  'advice.add-second-method':
    'Ο χρήστης θα ήταν καλό να ρυθμίσει δεύτερη μέθοδο, για την περίπτωση που χαθεί η πρώτη.',
  'advice.enrol': 'Ο κανόνας «{rule}» συμβουλεύει τον χρήστη να ρυθμίσει: {methods}.',
  'advice.enrol-none': 'Ο κανόνας «{rule}» συμβουλεύει τον χρήστη να ρυθμίσει κάτι που δεν προσφέρεται.',
  'advice.backup-codes-none':
    'Στον χρήστη δεν απομένουν εφεδρικοί κωδικοί και θα ήταν καλό να δημιουργήσει νέους.',
  'advice.backup-codes-low': {
    one: 'Στον χρήστη απομένει {count} εφεδρικός κωδικός και θα ήταν καλό να δημιουργήσει νέους.',
    other: 'Στον χρήστη απομένουν {count} εφεδρικοί κωδικοί και θα ήταν καλό να δημιουργήσει νέους.',
  },
  'advice.method-ending':
    'Αυτή η μέθοδος καταργείται σταδιακά: {method}. Ο χρήστης θα ήταν καλό να ρυθμίσει άλλη.',
  'advice.method-ending-at':
    'Αυτή η μέθοδος ισχύει μόνο μέχρι {until}: {method}. Ο χρήστης θα ήταν καλό να ρυθμίσει άλλη.',
  'monitored.rule': 'Ο κανόνας «{rule}» μόνο παρακολουθείται. Αν ίσχυε, θα ζητούσε: {requirement} – {why}.',

  'policy.methods': 'Οι χρήστες μπορούν να ρυθμίσουν: {methods}.',
  'policy.no-methods': 'Οι χρήστες δεν μπορούν να ρυθμίσουν κανέναν παράγοντα.',
  'policy.existing': 'Όσοι έχουν αυτή τη μέθοδο την κρατούν· κανείς δεν μπορεί να την προσθέσει: {method}.',
  'policy.existing-until':
    'Όσοι έχουν αυτή τη μέθοδο την κρατούν μέχρι {until}· κανείς δεν μπορεί να την προσθέσει: {method}.',
  'policy.company': '{method}: μετρά μόνο μαζί με: {requirement}.',
  'policy.optional': 'Από τους χρήστες που έχουν παράγοντα, ζητείται σε κάθε σύνδεση.',
  'policy.not-required': 'Από τους χρήστες που έχουν παράγοντα, ζητείται μόνο αν το απαιτεί ένας κανόνας.',

  'rule.for-everyone': 'όλους τους χρήστες',
  'rule.for': 'χρήστες που {condition}',
  'condition.role': 'έχουν τον ρόλο {names}',
  'condition.group': 'είναι στην ομάδα {names}',
  'condition.attribute': 'έχουν {values} ως «{name}»',
  'condition.risk-low': 'συνδέονται με οποιονδήποτε κίνδυνο',
  'condition.risk-medium': 'συνδέονται με μέτριο ή υψηλό κίνδυνο',
  'condition.risk-high': 'συνδέονται με υψηλό κίνδυνο',
  'condition.enrolled': 'έχουν παράγοντα',
  'condition.not-enrolled': 'δεν έχουν παράγοντα',
  'condition.not': 'δεν είναι ανάμεσα σε όσους {condition}',
  'condition.any': 'είτε {parts}',
  quoted: '«{text}»',

  'rule.enrol': 'Κανόνας «{rule}», για {whom}: πρέπει να ρυθμιστεί: {requirement}.',
  'rule.grace-until': 'Μέχρι {until} αυτό μπορεί να αναβληθεί.',
  'rule.grace-for': 'Αυτό μπορεί να αναβληθεί για {period} από την πρώτη φορά που ζητείται.',
  'rule.grace-skips': {
    one: 'Αυτό μπορεί να αναβληθεί μία φορά.',
    other: 'Αυτό μπορεί να αναβληθεί {count} φορές.',
  },
  'rule.sign-in': 'Κανόνας «{rule}», για {whom}: η σύνδεση απαιτεί: {requirement}.',
  'rule.action': 'Κανόνας «{rule}», για {whom}: η ενέργεια «{action}» απαιτεί: {requirement}.',
  'rule.advise': 'Κανόνας «{rule}», για {whom}: συνιστάται: {requirement}.',
  'rule.monitor': 'Ο κανόνας «{rule}» μόνο παρακολουθείται: δεν ισχύει ακόμα.',

  'manage.proof': 'Μια αλλαγή των παραγόντων απαιτεί: {requirement}.',
  'manage.enrol': 'Η προσθήκη παράγοντα απαιτεί: {requirement}.',
  'manage.remove': 'Η κατάργηση παράγοντα απαιτεί: {requirement}.',
  'manage.regenerate': 'Η δημιουργία νέων εφεδρικών κωδικών απαιτεί: {requirement}.',
  'manage.primary': 'Η επιλογή άλλου παράγοντα που ζητείται πρώτος απαιτεί: {requirement}.',
  'manage.bootstrap': 'Η ρύθμιση του πρώτου παράγοντα απαιτεί: {requirement}.',
  'manage.keep': 'Μετά από μια κατάργηση πρέπει να μένει ακόμα: {requirement}.',
  'manage.primaryIf':
    'Για να επιλέξει ποιος παράγοντας ζητείται πρώτος, ο χρήστης χρειάζεται: {requirement}.',

  'codes.first-setup': {
    one: 'Με τον πρώτο παράγοντα εκδίδεται {count} εφεδρικός κωδικός.',
    other: 'Με τον πρώτο παράγοντα εκδίδονται {count} εφεδρικοί κωδικοί.',
  },
  'codes.each-setup': {
    one: 'Με κάθε παράγοντα εκδίδεται {count} εφεδρικός κωδικός.',
    other: 'Με κάθε παράγοντα εκδίδονται {count} εφεδρικοί κωδικοί.',
  },
  'codes.on-request': {
    one: 'Όταν το ζητήσει ο χρήστης εκδίδεται {count} εφεδρικός κωδικός.',
    other: 'Όταν το ζητήσει ο χρήστης εκδίδονται {count} εφεδρικοί κωδικοί.',
  },
  'codes.gate': 'Ο παράγοντας ενεργοποιείται μόνο αφού ο χρήστης επιβεβαιώσει ότι φύλαξε τους κωδικούς.',
  'codes.replace-used': 'Ένας χρησιμοποιημένος κωδικός αντικαθίσταται από νέον, που εμφανίζεται αμέσως.',
  'codes.record': 'Καταγράφεται ότι ο χρήστης φύλαξε τους κωδικούς, αλλά ο παράγοντας δεν το περιμένει.',

  'recovery.none': 'Χρήστης που χάνει όλους τους παράγοντες δεν μπορεί να ανακτήσει τον λογαριασμό.',
  'recovery.session': 'Σύνδεση χωρίς τον χαμένο παράγοντα, για {whom}: {via}.',
  'recovery.session-enrol': 'Νέα σύνδεση, αλλά πρώτα με ρύθμιση νέου παράγοντα, για {whom}: {via}.',
  'recovery.enrolment': 'Ρύθμιση νέου παράγοντα και τίποτα άλλο, για {whom}: {via}.',
  'recovery.checks': 'Ελέγχεται πριν: {checks}.',
  'recovery.approvals': {
    one: 'Πρέπει να το εγκρίνει {count} άλλο άτομο.',
    other: 'Πρέπει να το εγκρίνουν {count} άλλα άτομα.',
  },
  'recovery.hold': 'Ισχύει {hold} μετά την έγκριση· μέχρι τότε ο χρήστης μπορεί να την ακυρώσει.',
  'recovery.handover.staff': 'Ολοκληρώνεται με κωδικό που δίνει το προσωπικό στο άτομο που έλεγξε.',
  'recovery.handover.contact':
    'Ολοκληρώνεται με κωδικό που στέλνεται σε διεύθυνση ή αριθμό γνωστό επτά ημέρες πριν από το αίτημα.',
  'recovery.handover.none':
    'Ολοκληρώνεται χωρίς κωδικό: μπορεί να την ολοκληρώσει όποιος γνωρίζει τον κωδικό πρόσβασης.',
  'recovery.on-approval':
    'Οι παλιοί παράγοντες παύουν να συνδέουν με την έγκριση και καταργούνται όταν επιβεβαιωθεί ο νέος.',
  'recovery.on-confirmation': 'Οι παλιοί παράγοντες καταργούνται όταν επιβεβαιωθεί ο νέος.',
  'recovery.freeze': 'Μετά, αυτές οι ενέργειες περιμένουν {period}: {actions}.',

  'trust.none': 'Τα προγράμματα περιήγησης δεν απομνημονεύονται.',
  'trust.for': 'Για {whom}, ένα πρόγραμμα περιήγησης μπορεί να απομνημονευτεί για {period}.',
  'throttle.attempts': {
    one: '{count} λανθασμένη απάντηση κλειδώνει έναν παράγοντα για {lock}, και κάθε επόμενη για διπλάσιο χρόνο, το πολύ {most}.',
    other:
      '{count} λανθασμένες απαντήσεις στη σειρά κλειδώνουν έναν παράγοντα για {lock}, και κάθε επόμενη για διπλάσιο χρόνο, το πολύ {most}.',
  },
  'throttle.account': {
    one: '{count} λανθασμένος κωδικός περισσότερων παραγόντων κάνει όλους τους κωδικούς να περιμένουν, αλλά κανέναν άλλο τρόπο σύνδεσης.',
    other:
      '{count} λανθασμένοι κωδικοί στη σειρά, περισσότερων παραγόντων, κάνουν όλους τους κωδικούς να περιμένουν, αλλά κανέναν άλλο τρόπο σύνδεσης.',
  },
  'throttle.cap': {
    one: 'Μετά από {count} λανθασμένη απάντηση ο παράγοντας αναστέλλεται και πρέπει να ρυθμιστεί ξανά.',
    other:
      'Μετά από {count} λανθασμένες απαντήσεις στη σειρά ο παράγοντας αναστέλλεται και πρέπει να ρυθμιστεί ξανά.',
  },

  'reaction.then': 'Όταν {event}: {effects}.',
  'event.mfa.enabled': 'ρυθμίζεται ο πρώτος παράγοντας',
  'event.mfa.disabled': 'καταργείται ο τελευταίος παράγοντας',
  'event.factor.activated': 'ρυθμίζεται ένας παράγοντας',
  'event.factor.removed': 'καταργείται ένας παράγοντας',
  'event.backup-codes.issued': 'εκδίδονται εφεδρικοί κωδικοί',
  'event.recovery.completed': 'ολοκληρώνεται μια ανάκτηση',
  'event.password.changed': 'αλλάζει ο κωδικός πρόσβασης',
  'effect.revoke-all-sessions': 'τερματίζονται όλες οι συνδέσεις',
  'effect.revoke-other-sessions': 'τερματίζονται όλες οι άλλες συνδέσεις',
  'effect.revoke-trusted-devices': 'ξεχνιούνται τα απομνημονευμένα προγράμματα περιήγησης',
  'effect.notify': 'ενημερώνεται ο χρήστης',
};
