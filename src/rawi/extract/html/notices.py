"""Lines by which a page says that its text is not here: errors, walls, logins, consent."""

from __future__ import annotations

import re
from typing import Literal

from rawi.extract.html.word_counts import words_in

Notice = Literal["error", "wall", "login", "consent", "shell", "none", ""]

_LONGEST = {"consent": 90, "wall": 30, "error": 25, "none": 25, "shell": 20, "login": 14}
"""Words of the longest notice of each kind: requests for consent take a paragraph, and a longer
line that speaks of a login may be news of one. Chosen by reading refused pages."""
_ERROR = re.compile(
    r"(?:page|story|article|content|url|link)\b.{0,40}\b(?:not|no longer|cannot|can.?t"
    r"|could ?n.t)\b"
    r".{0,20}\b(?:be found|found|available|exists?|here)\b|\b(?:can.?t|could ?n.t) find (?:that"
    r"|the|this) page"
    r"|(?:page|story|article) (?:may|might|has) (?:have )?(?:been )?(?:moved|removed|deleted)"
    r"|(?:does ?n.t|no longer) exists?\b|(?:not|un)available in your (?:country|region|location)"
    r"|unable to (?:access|load|find|process|complete)|(?:too many|invalid) requests?\b"
    r"|under construction|link (?:has )?expired|not (?:authori[sz]ed|allowed) to (?:view|access"
    r"|see)"
    r"|(?:لم|لا) (?:نعثر|نجد|نستطع) (?:على )?(?:ال)?(?:صفحة|خبر|مقال|محتوى|رابط)"
    r"|انتهت صلاحية الرابط|(?:تم|جرى) (?:حذف|نقل|إزالة) (?:هذه |هذا )?(?:ال)?(?:صفحة|رابط|محتوى)"
    r"|غير (?:متاح|متوفر)ة? في (?:بلدك|منطقتك|دولتك)|(?:قيد|تحت) (?:الإنشاء|التطوير)|الدخول مرفوض"
    r"|(?:أعد|حاول|يرجى|الرجاء) .{0,12}المحاولة|حاول (?:مرة أخرى|لاحقا)|غير مسموح ل"
    r"|no longer available|access (?:is )?denied|access cannot be granted|you have been blocked"
    r"|don.t have permission|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are"
    r"|review the security of your connection|checking (?:if|your)|unusual traffic|captcha"
    r"|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out"
    r"|something went wrong|an error (?:has )?occurred|under maintenance|back (?:soon|shortly)"
    r"|(?:الصفحة|الخبر|المقال|المادة|الرابط|العنوان).{0,40}(?:غير (?:موجود|متوفر|متاح|صحيح)"
    r"|لم (?:تعد|يعد) (?:موجود|متوفر|متاح)|تم (?:حذف|نقل)|حذفت|حُذف|لا (?:ي|ت)وجد)"
    r"|(?:لم يتم|تعذر|لا يمكن|لم نتمكن من|لم نستطع) (?:ال)?(?:عثور|إيجاد|العثور|الوصول|عرض|فتح)"
    r"|(?:حدث|حصل|وقع) (?:خطأ|عطل|خلل)|خطأ (?:في|داخلي)|تحت الصيانة|قيد الصيانة"
    r"|نعود (?:إليكم )?قريبا"
    r"|(?:لا|ليس لديك) (?:تملك )?(?:ال)?صلاحية|التحقق من (?:أنك|أنكم|المتصفح|متصفحك)"
    r"|أنك (?:إنسان|لست)"
    r"|(?:تم )?(?:رفض|حظر) (?:ال)?(?:وصول|دخول)|صفحه.{0,30}(?:یافت نشد|وجود ندارد|حذف شده)"
    r"|یافت نشد|خطایی رخ|صفحہ.{0,20}نہیں"
    r"|page.{0,30}(?:introuvable|n.existe (?:pas|plus))|erreur (?:est survenue|interne|4)"
    r"|seite.{0,40}(?:nicht gefunden|existiert|nicht mehr|nicht verfügbar)|nicht gefunden werden"
    r"|p[áa]gina.{0,40}(?:no (?:encontrad|existe|disponible|se encuentra)|n[ãa]o (?:encontrad"
    r"|existe))"
    r"|pagina.{0,40}(?:non (?:trovata|esiste|disponibile)|niet gevonden|bestaat niet)"
    r"|sayfa.{0,30}(?:bulunamad|mevcut değil|kaldırıl)|страниц.{0,30}не (?:найдена|существует)"
    r"|halaman.{0,30}tidak (?:ditemukan|tersedia)|nie (?:znaleziono|istnieje)|未找到|不存在"
    r"|見つかりません|찾을 수 없",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(
    r"\W*(?:(?:error|http|erreur|fehler|خطأ|الخطأ|hata)\W*)?[45]\d\d"
    r"(?:\W*(?:(?:page |file )?not found|error|forbidden|unauthorized|bad gateway|gone|gateway.*"
    r"|internal server error|service.*|unavailable.*|(?:ال)?صفحة.*|(?:page|seite|p[áa]gina|sayfa).*"
    r"|خطأ.*|غير.*|لا ت?وجد.*|access.*|request.*|too many.*))?\W*"
    r"|(?:error|خطأ|erreur|fehler|hata|oops|عذرا[ً]?|forbidden|not found)\W*"
    r"|(?:page |file )?not found\W*|(?:عذرا[ً]?\W*)?(?:هذه |هذا )?(?:ال)?(?:صفحة|محتوى|رابط)"
    r"(?: المطلوبة?| التي .{1,30})? (?:غير (?:موجود|متوفر|متاح)ة?|لم يعد موجودا)\W*(?:404)?\W*"
    r"|صفحه.{0,20}(?:یافت نشد|وجود ندارد)\W*|page (?:introuvable|non trouvée)\W*"
    r"|seite nicht gefunden\W*|p[áa]gina n(?:o|ão) encontrada\W*|sayfa bulunamadı\W*"
    r"|страница не найдена\W*|access denied\W*|just a moment\W*|attention required.{0,40}"
    r"|are you (?:a )?(?:human|robot)\W*|(?:robot|security|browser) check.{0,20}"
    r"|site maintenance\W*"
    r"|(?:service|site|temporarily) (?:temporarily )?(?:unavailable|down)\W*|bad gateway\W*",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:محتوى|مقال|خبر|مادة|تقرير|متاحة?|مخصصة?|حصري).{0,40}(?:لل?مشترك|للأعضاء)|للمشتركين فقط"
    r"|اشترك(?:وا)? (?:الآن|معنا|ل)"
    r"|(?<!ليس )لديك (?:حساب|اشتراك)|لمتابعة القراءة|لإكمال القراءة|لقراءة (?:المقال|باقي|بقية"
    r"|المزيد)"
    r"|(?:أكمل|استكمل|واصل)(?:وا)? (?:ال)?قراءة|ویژه مشترکان|برای خواندن ادامه"
    r"|to (?:continue|keep) reading\b"
    r"|(?:subscribe|register|sign up|log ?in|sign in) (?:now |today )?to (?:read|continue|keep"
    r"|unlock)"
    r"|(?:already|existing) (?:a )?(?:subscriber|member)s?|already have an account"
    r"|for (?:subscribers|members) only"
    r"|only (?:available )?(?:to|for) (?:subscribers|members)|(?:continue|keep) reading (?:with"
    r"|for)"
    r"|(?:reached|used).{0,30}free articles|become a (?:member|subscriber) to|members?-only"
    r"|تابع القراءة (?:ب|مع)|أنا مشترك|(?:محتوى|مقال) (?:مدفوع|مميز)|للوصول إلى كامل"
    r"|conte(?:nu|nido|údo|nuto) (?:réservé|exclusiv|riservato)|exclusivo para (?:assinantes"
    r"|socios)"
    r"|unlimited (?:[a-z]+ )?access|(?:subscription|subscriber)s?.{0,20}(?:required|exclusive)"
    r"|free trial"
    r"|free articles? (?:left|remaining|this)|unlock this|exclusive (?:to|for) (?:our )?subscribers"
    r"|réservée? (?:à nos|aux) abonn|déjà abonn|je m.abonne|abonnez-vous (?:pour|et|dès)"
    r"|de cet article à découvrir|pour lire la suite"
    r"|(?:nur )?für (?:abonnent|mitglieder|registrierte)|bereits (?:ein abo|abonnent)"
    r"|weiterlesen mit"
    r"|haben (?:sie )?bereits ein abo|jetzt (?:weiterlesen|testen|abonnieren)"
    r"|mit .{0,20}abo (?:lesen|weiter)"
    r"|(?:solo|exclusiv[oa]) para (?:suscriptor|abonad)|ya (?:eres|es) suscriptor"
    r"|suscr[íi]b[ae](?:te|se) (?:para|y)|per (?:gli|soli) abbonati|sei già abbonato"
    r"|abbonati (?:per|a)"
    r"|(?:só|apenas|exclusivo) para assinantes|já é assinante|alleen voor abonnees"
    r"|(?:sadece|yalnızca) abone|abone ol(?:un|arak)|для подписчиков|khusus pelanggan"
    r"|有料会員|会員限定|구독자 전용|订阅后",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:log|sign) ?in\b|create (?:an|a free|your(?: free)?) account|register to\b"
    r"|forgot (?:your )?password|(?:your|enter) password|subscribers only"
    r"|تسجيل (?:ال)?دخول|سجّ?ل (?:ال)?(?:دخول|دخولك)|كلمة (?:ال)?(?:مرور|سر)|(?:أنشئ|إنشاء) حساب"
    r"|الدخول إلى (?:ال)?حساب|(?:مستخدم|عضو) جديد|نسيت (?:كلمة|رمز)|ادخل بحسابك|سجل حسابك"
    r"|اشترك لقراءة|غير مسجل|اسم المستخدم|ورود به (?:سایت|حساب)|رمز عبور|نام کاربری"
    r"|se connecter|connectez-vous|mot de passe|(?:jetzt |bitte )?(?:anmelden|einloggen)\b|passwort"
    r"|iniciar? sesión|inicie sesión|contraseña|accedi\b|password dimenticata|iniciar sessão|senha"
    r"|giriş yap|üye ol|şifre(?:mi|niz)|inloggen|wachtwoord|войти|пароль|masuk\b"
    r"|로그인|ログイン|登录",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(
    r"الدخول إلى (?:ال)?حساب|"
    r"\b(?:log|sign) ?in\b|\b(?:create|your) (?:.{0,12} )?account\b|\bregister\b|تسجيل (?:ال)?دخول|"
    r"\bدخول ‹|إنشاء حساب|حساب جديد|ورود به|connexion|anmeld(?:en|ung)|iniciar sesión|giriş yap",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"(?:confirm|verify) your age|(?:over|at least) 18|تأكيد العمر|privacy (?:choices|settings)|"
    r"إعدادات الخصوصية|كوكيز|"
    r"cookie|ملفات (?:تعريف الارتباط|الارتباط)|الكوكيز|کوکی|consent(?:ement)?\b|einwilligung"
    r"|personal(?:is|iz)ed ads|your privacy|vie privée|خصوصيتك|çerez",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Yy]ou|[Yy]our|WE|YOUR)\b|نستخدم|شركاؤ?ئ?نا|متصفحك|تجربتك|موافقتك|خصوصيتك"
    r"|توافق على|موافقتكم|يمكنك|استخدامك|تصفحك|\bSie\b|\bIhre?[nrms]?\b|\b[Ww]ir\b|\b[Uu]nsere?\b"
    r"|\b[Nn]ous\b|\b[Vv]otre\b|\b[Vv]ous\b|\b[Nn]os\b|\b[Uu]sted\b|\b[Nn]uestr|[Uu]tilizamos"
    r"|\bsu(?:s)? "
    r"|\b[Uu]tilizziamo|\btuo|\bseu|[Kk]ullanıyoruz|[Kk]ullanmakta|شما|استفاده می"
)
_TO_CONSENT = re.compile(
    r"before you continue|قبل المتابعة|خصوصيتك|your privacy|cookies?\b|consent|einwilligung|zustimm"
    r"|vie privée|ملفات تعريف الارتباط",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"(?:enable|activate|requires?|turn on|activer|aktivieren|تفعيل|تمكين|فع[ّ]?ل).{0,20}"
    r"(?:java ?script|جافا|سكريبت|سكربت)|^\W*(?:loading|please wait|جار[يٍ]?\s?(?:ال)?تحميل|"
    r"يرجى الانتظار|chargement|wird geladen|cargando|yükleniyor)\W*$|being redirected|redirecting"
    r"|(?:جار[يٍ]?|يتم) (?:ال)?(?:تحويل|إعادة توجيه)|if you are not redirected",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:لا|لم) (?:توجد|يوجد|نجد|يتم العثور على) (?:أي )?(?:نتائج|مقالات|أخبار|مواد|مواضيع"
    r"|موضوعات|ما يطابق)"
    r"|(?:no|returned no|0) (?:results|posts|articles|stories|matches|matching|news)\b"
    r"|nothing found"
    r"|(?:لم|لا) .{0,20}(?:أي |ب)نتيجة|لا نتائج|(?:^|\s)0 نتيجة|لا (?:ي|ت)وجد (?:محتوى|ما يطابق)"
    r"|could ?n.t find any(?:thing)?\b|no matches|nothing (?:matched|to (?:show|see))"
    r"|did not match any|aucun (?:résultat|article)|keine (?:ergebnisse|treffer|artikel|beiträge)"
    r"|no (?:se encontraron|hay) (?:resultados|artículos)|nessun risultato|sonuç bulunamad"
    r"|نتیجه‌?ای (?:یافت|پیدا) نشد|هیچ (?:مطلبی|نتیجه)",
    re.IGNORECASE,
)


_KINDS: tuple[tuple[Notice, re.Pattern[str]], ...] = (
    ("none", _NOTHING),
    ("shell", _SHELL),
    ("consent", _COOKIES),
    ("wall", _WALL),
    ("login", _LOGIN),
    ("error", _ERROR),
)


def notice(text: str) -> Notice:
    """What a line says in place of a text: an error, a wall for subscribers, a login, a
    request for consent, that a script must run, that nothing was found; empty for others."""
    words = words_in(text)
    for kind, pattern in _KINDS:
        if words <= _LONGEST[kind] and pattern.search(text):
            return kind if kind != "consent" or _ASKS.search(text) else ""
    return ""


def is_wall(text: str) -> bool:
    """Whether a line offers the rest of a text to subscribers or members."""
    return _WALL.search(text) is not None


def titles_error(title: str) -> bool:
    """Whether a title is that of an error page, all of it."""
    return _ERROR_TITLE.fullmatch(title) is not None


def titles_login(title: str) -> bool:
    """Whether a title is that of a page to log in or to register."""
    return _LOGIN_TITLE.search(title) is not None


def titles_consent(title: str) -> bool:
    """Whether a title is that of a request for consent."""
    return _TO_CONSENT.search(title) is not None
