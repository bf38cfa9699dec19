"""What the checks find in Spanish, and what they leave alone: people write such sentences by hand."""

import re
from dataclasses import replace

import pytest

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.letters.checks import check
from bowout.letters.compose import compose
from bowout.letters.facts import Circumstances, Draft, LetterFacts, PrivateWords
from bowout.letters.text import read_text
from tests.letters.cases import BASE, BOOKED, OFFERED, TALK, at

NEXT = replace(
    BASE,
    language="es",
    situation=S.DECLINE_NEXT_INTERVIEW,
    held=(TALK,),
    ahead=(BOOKED,),
    statement=Statement.DIRECTION,
    highlight="el recorrido por su sistema de guardias",
)
APPLIED = replace(BASE, language="es", statement=Statement.LOCATION)
RESCIND = replace(BASE, language="es", situation=S.RESCIND_ACCEPTANCE, held=(TALK,), offered_on=OFFERED)
FINAL = replace(BASE, language="es", situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,))
OFFER = replace(BASE, language="es", situation=S.DECLINE_OFFER, held=(TALK,), offered_on=OFFERED)
PRIVATE = PrivateWords(
    ("baja por ansiedad; mi mujer está embarazada; pagan 38.000 €", "el equipo parecía quemado"),
    ("Globex, S.A.", "Meta", "Mango"),
)
CLOSING = "\n\nUn cordial saludo,"


def added(text: str, facts: LetterFacts = NEXT) -> Draft:
    """The program's own letter with a sentence more, as by hand."""
    draft = compose(facts)
    assert CLOSING in draft.body
    return replace(draft, body=draft.body.replace(CLOSING, f" {text}{CLOSING}"))


def changed(old: str, new: str, facts: LetterFacts = NEXT) -> Draft:
    """The program's own letter with the pattern `old` as `new`."""
    draft = compose(facts)
    body, times = re.subn(old, lambda _: new, draft.body, count=1)
    assert times, draft.body
    return replace(draft, body=body)


def codes(draft: Draft, facts: LetterFacts = NEXT) -> set[str]:
    """The codes of what was found."""
    return {finding.code for finding in check(draft, facts, PRIVATE)}


TRIPS: dict[str, tuple[str, ...]] = {
    "placeholder": (
        "Me llamo [Nombre].",
        "Llámeme (su teléfono).",
        "Escríbanos, <nombre de la empresa>.",
        "Es para {{ puesto }}.",
        "Me gustó..",
        "Hablé de el proyecto con Priya.",
        "Fui a el centro.",
        "Vi el el plan.",
        "Pues , no.",
        "El puesto puesto es bueno.",
        "Es lorem ipsum.",
    ),
    "health": (
        "Estoy de baja por enfermedad.",
        "Se debe a un problema de salud.",
        "Mi médico me recomienda descansar.",
        "Me han diagnosticado diabetes.",
        "Estoy embarazada de cinco meses.",
        "Tengo ansiedad desde el verano.",
        "Sufro mucho estrés.",
        "Me operan en enero.",
        "Voy a empezar un tratamiento médico.",
        "Tengo que ir al hospital.",
        "Paso por una depresión.",
        "Estoy agotada.",
        "Tengo una lesión de espalda.",
        "Necesito tiempo para recuperarme.",
        "Estoy de baja.",
        "Voy a terapia desde mayo.",
        "Tengo una discapacidad reconocida.",
        "Empiezo mi baja de maternidad.",
        "Me han dado la baja.",
        "Tengo que someterme a una intervención.",
        "Estoy pasando por un mal momento anímico.",
        "Me encuentro fatal desde hace meses.",
        "Acabo de dar positivo en covid.",
        "Me han detectado un problema de corazón.",
        "Estoy en tratamiento.",
        "Mi salud mental es lo primero.",
        "Tengo ataques de pánico.",
        "Me ingresan el 4 de diciembre.",
        "Estoy esperando un bebé.",
        "Salgo de cuentas en marzo.",
        "Tengo cita con el especialista por mis dolores de espalda.",
        "Padezco fibromialgia.",
        "Me rompí una pierna.",
    ),
    "family": (
        "Es por motivos de familia.",
        "Es por una situación familiar.",
        "Mi mujer ha encontrado trabajo en otra ciudad.",
        "Mi marido y yo nos mudamos.",
        "Tengo que cuidar de mi madre.",
        "Mi padre necesita ayuda.",
        "Acabo de tener un hijo.",
        "Mis hijas empiezan el colegio.",
        "Mi pareja no puede mudarse.",
        "Vamos a tener un bebé.",
        "Ha fallecido mi abuela.",
        "Me caso en junio.",
        "Estamos en pleno divorcio.",
        "Mis tíos viven lejos.",
        "Por conciliación familiar no puedo.",
        "Mis mellizos nacen en enero.",
        "Mi chico trabaja en Bilbao.",
        "Tengo a mi suegra a cargo.",
        "Me separo de mi marido.",
        "Quiero estar cerca de los míos.",
        "Mi hermana está ingresada.",
        "Tengo personas mayores a mi cargo.",
        "Mi compañero sentimental se traslada.",
        "Soy madre soltera.",
        "La custodia compartida me lo impide.",
        "Es por conciliación con mi vida familiar.",
    ),
    "money": (
        "Esperaba 45.000 € brutos.",
        "Me ofrecen 45.000 euros.",
        "Pido 45 mil euros al año.",
        "Gano 52k.",
        "El salario era de 38.500 al año.",
        "Busco cincuenta mil euros.",
        "Sería un 20 % más de sueldo.",
        "Pedía 30.000 pesos al mes.",
        "Serían $2,500 al mes.",
        "Quiero USD 4000.",
        "Me suben un 10 % de sueldo: una subida del 10 %.",
        "Ofrecen 15 % de variable.",
        "Pedía 2.200 € netos al mes.",
        "Me dan 14 pagas de 2.100.",
        "El sueldo era de 32K.",
        "Ofrecen 38.000€ brutos anuales.",
        "La retribución de 27.500 no me alcanza.",
        "Serían 1.800 euros mensuales.",
        "Cobro cuarenta mil al año.",
        "Gano 3.000 más ahora.",
        "Aspiraba a 35-40k.",
        "El bonus del 15 % no compensa.",
    ),
    "other_employer": (
        "He firmado con Initech.",
        "Voy a trabajar para Initech.",
        "He aceptado un puesto en Globex.",
        "Voy a incorporarme a Initech en enero.",
        "Tengo un segundo trabajo.",
        "Prefiero la oferta de Initech.",
        "Empiezo en Initech el 4 de enero.",
        "Me incorporo a Initech en enero.",
        "Me quedo en Initech.",
        "Me voy a Initech.",
        "He aceptado la propuesta de Initech.",
        "Initech me ha hecho una oferta.",
        "Trabajaré en Initech.",
        "Me ha fichado Initech.",
    ),
    "blame": (
        "El proceso fue muy lento.",
        "Nunca me respondieron.",
        "No he recibido ninguna respuesta.",
        "Llevo tres semanas esperando.",
        "Su retraso me sorprendió.",
        "Han tardado mucho en contestar.",
        "Me pareció poco profesional.",
        "La falta de respeto fue evidente.",
        "El puesto no es lo que se anunciaba.",
        "Me han hecho perder el tiempo.",
        "Ha sido una pérdida de tiempo.",
        "Me llevé una mala impresión.",
        "El ambiente es tóxico.",
        "He leído en Glassdoor opiniones negativas.",
        "Me decepcionó la conversación.",
        "El proceso estaba mal organizado.",
        "Me sentí ignorada.",
        "Pagan muy poco.",
        "La demora habla por sí sola.",
        "Me preocupa el futuro de la empresa.",
        "Nadie se molestó en contestarme.",
        "La entrevistadora llegó media hora tarde.",
        "Me hicieron esperar cuarenta minutos.",
        "Me dejaron en visto.",
        "Me dieron plantón en la primera cita.",
        "Cambiaron las condiciones a última hora.",
        "No cumplieron lo prometido.",
        "Sus preguntas fueron invasivas.",
        "El trato recibido dejó mucho que desear.",
        "No me convenció su forma de gestionar el proceso.",
        "Me sentí menospreciado.",
        "Me sentí infravalorada durante el proceso.",
        "Hay mucha rotación en su empresa.",
        "Sus valoraciones en internet son muy bajas.",
        "El proceso ha sido demasiado largo.",
        "Son unos impresentables.",
        "Su oferta es una falta de consideración.",
        "No sabían ni quién era yo.",
        "El equipo parecía quemado y desmotivado.",
        "Es por falta de información.",
        "Fue una decisión injusta.",
        "Me frustra su silencio.",
        "El retraso y la tardanza cansan.",
        "Me sorprendió negativamente el ambiente.",
    ),
    "comparative": (
        "He recibido una oferta mejor.",
        "El otro es un puesto más interesante.",
        "Las condiciones son superiores a las de ustedes.",
        "Otro proyecto encaja mejor.",
        "Me pagan más en otro sitio.",
        "Me ofrecen mejores condiciones.",
        "He encontrado algo mejor.",
        "El otro puesto me llena más.",
        "La otra empresa es más seria.",
        "Su oferta es peor que la otra.",
        "Tengo una propuesta más atractiva.",
    ),
    "reopening": (
        "Salvo que suban la oferta, no sigo.",
        "Si pudieran mejorar las condiciones, hablaríamos.",
        "Tengo disposición, y estoy abierta a negociar.",
        "Me gustaría que lo reconsideraran.",
        "Escucharía una contraoferta.",
        "Si me suben el sueldo, acepto.",
        "Estoy abierto a escuchar una nueva oferta.",
        "Si cambia el horario, avísenme.",
        "A no ser que mejoren las condiciones, lo dejo.",
        "Todavía me pueden convencer.",
        "Podríamos renegociar las condiciones.",
        "El salario es negociable.",
        "Podemos negociar.",
    ),
    "relative_date": (
        "Lo hablamos mañana.",
        "Nos vimos la semana pasada.",
        "Pueden llamarme esta tarde.",
        "Le llamo el próximo martes.",
        "Nos vimos ayer.",
        "Empiezo el mes que viene.",
        "Le llamaré pasado mañana.",
        "Hablamos el lunes pasado.",
        "Nos vemos el viernes que viene.",
        "Hablamos anteayer.",
        "Empiezo dentro de dos semanas.",
        "Hablamos hace tres días.",
        "El próximo jueves no puedo ir.",
        "Hoy mismo se lo confirmo.",
        "Hoy no puedo ir.",
    ),
    "stock_phrase": (
        "Tras una cuidadosa consideración lo tengo claro.",
        "Espero que este correo le encuentre bien.",
        "No dude en ponerse en contacto conmigo.",
        "Quedo a su disposición.",
        "Gracias de antemano.",
        "Por la presente lo confirmo.",
        "Quedo a su disposición para aclarar cualquier duda.",
    ),
    "did_not_happen": (
        "La prueba técnica fue útil.",
        "He leído la prueba con calma.",
        "Agradezco su oferta.",
        "Retiro mi aceptación.",
        "Mis referencias quedan libres.",
        "Me han ofrecido un puesto con ustedes.",
    ),
    "untrue_reason": (
        "He aceptado otro puesto.",
        "Me he decantado por otra empresa.",
        "Voy a seguir en mi puesto actual.",
        "La ubicación no me conviene.",
        "Es por motivos personales.",
        "Vuelvo a mis estudios.",
        "Busco otro tipo de puesto.",
        "Las condiciones no son viables.",
        "Mis expectativas salariales son otras.",
        "La modalidad de trabajo no me sirve.",
        "Ya he aceptado otra oferta.",
        "He firmado otro contrato.",
        "He encontrado otro trabajo.",
        "Empiezo en otra empresa en enero.",
        "Me quedo donde estoy.",
        "He decidido quedarme en mi empresa actual.",
        "Me queda muy lejos de casa.",
        "No puedo trasladarme a otra ciudad.",
        "El salario no se ajusta a lo que busco.",
        "El horario no me encaja.",
        "Necesito teletrabajar más días.",
        "Voy a hacer un máster.",
        "Me han ofrecido un puesto que me gusta y lo he aceptado.",
    ),
    "private_words": ("Me vi muy quemado.", "Pensaba en 38.000 nada menos."),
    "shouting": ("¡Gracias! ¡Hasta pronto!", "MUCHAS GRACIAS por todo."),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in TRIPS for text in TRIPS[code]])
def test_what_must_not_be_said_is_found(code: str, text: str) -> None:
    assert code in codes(added(text))


INNOCENT = (
    "Quedo pendiente de sus noticias.",
    "Fue muy amable por su parte recibirme.",
    "Me gustó mucho conocer al equipo.",
    "Disculpe el retraso en contestar.",
    "Siento la demora en responder.",
    "Perdone mi tardanza.",
    "Lamento las molestias que esto pueda causarle.",
    "No quiero hacerle perder el tiempo.",
    "Espero que no sea una decepción.",
    "Siento decepcionarle.",
    "Su respuesta fue rápida y clara.",
    "Nos vimos el pasado jueves, 12 de noviembre.",
    "Estaré disponible por la mañana.",
    "Hoy en día es poco frecuente.",
    "El proceso fue ágil y muy humano.",
    "Me llevo una impresión excelente del equipo.",
    "Su empresa familiar tiene mucho mérito.",
    "El nombre me resulta familiar.",
    "Me he familiarizado con su producto.",
    "El entorno de trabajo es saludable.",
    "Reciba saludos de mi parte.",
    "La enfermería del futuro me interesa.",
    "El sector de la salud digital me interesa.",
    "Su aplicación ayuda a los hospitales.",
    "Su trabajo para las familias es admirable.",
    "El plazo está agotado.",
    "El tratamiento de los datos me pareció ejemplar.",
    "El diagnóstico del sistema es muy completo.",
    "La programación en pareja me gustó.",
    "Lo prometido es deuda.",
    "Atienden a 10.000 clientes.",
    "La plataforma sirve a 250.000 usuarios.",
    "Procesan 3 millones de pedidos.",
    "El trabajo es 100 % remoto, y lo entiendo.",
    "Mi número de teléfono es el 600 123 456.",
    "La referencia 48213 es la de este proceso.",
    "La vacante con código REF-2026/118 es esta.",
    "Un puesto en Madrid es otra cosa.",
    "El negocio me pareció sólido.",
    "La unidad de negocio crece.",
    "No voy a cambiar de opinión.",
    "Si puede confirmarme la recepción, se lo agradecería.",
    "Salvo que necesite algo más, eso es todo.",
    "Si puedo ayudar en el traspaso, aquí estoy.",
    "Dicho esto, le deseo lo mejor.",
    "Por la tarde puedo atender el teléfono.",
    "Con mucho gusto le presento a alguien.",
    "Es una prueba de confianza que valoro.",
    "Me siento a gusto hablando con ustedes.",
    "Pueden ofrecer la plaza a otra persona.",
    "Vi su oferta de empleo en LinkedIn.",
    "Me ha parecido un equipo cercano.",
    "¿Podría confirmarme que lo ha recibido?",
    "Conocer REST, JSON y HTTP ayudó.",
    "Aprecio mucho el tiempo que me dedicó Priya.",
    "Ignoro si hace falta algo más.",
    "Le pido que no tenga en cuenta mi disponibilidad anterior.",
    "Como dije, el 12 de noviembre fue un buen día.",
    "La cultura de equipo me pareció abierta.",
    "Todo me quedó claro, p. ej. el plan de formación.",
    "El Sr. Reed fue muy atento.",
    "Puede llamarme de 9 a 14 h.",
    "Entre 2024 y 2026 el equipo creció.",
    "Trabajo con React y con Python.",
    "La tasa de error bajó al 2 %.",
    "El código postal es 28013.",
    "Mi número es el 612 345 678.",
    "Mi decisión no se debe a nada que ustedes hayan hecho.",
    "El proceso me pareció muy bien organizado.",
    "Seguro que dan con la mejor persona.",
    "Su software ayuda a personas con discapacidad.",
    "Valoro su apuesta por la conciliación.",
    "La experiencia ha sido muy positiva.",
    "Mi experiencia con ustedes ha sido muy buena.",
    "Siento no haber contestado antes.",
    "Me uno a Teams sin problema.",
    "Hay más adelante otro punto de encuentro.",
    "Caminar hacia lo sencillo es difícil.",
    "Les deseo que encuentren pronto a la persona adecuada.",
    "Puede dar por cerrado el proceso por mi parte.",
    "Las prácticas de revisión de código me interesaron.",
    "Ha sido un placer conocerles.",
    "Valoro enormemente la transparencia con la que me han tratado.",
    "No ha sido una decisión fácil.",
    "Ha sido una decisión difícil, pero meditada.",
    "Lamento no poder continuar en esta ocasión.",
    "Espero que nuestros caminos profesionales coincidan.",
    "Espero que nos volvamos a ver.",
    "Les pido disculpas por los inconvenientes ocasionados.",
    "Entiendo que esto le obliga a reorganizar la agenda.",
    "Siento avisar con tan poco margen.",
    "Comprendo que el proceso está muy avanzado.",
    "Le ruego que elimine mis datos de su base de datos.",
    "Conforme al RGPD, les pido que supriman mi currículum.",
    "Quedo a la espera de su confirmación.",
    "Si necesita algo más por mi parte, escríbame.",
    "Puede localizarme en el 612 34 56 78.",
    "Un compañero mío podría encajar en el puesto.",
    "Con gusto les recomiendo a otra persona.",
    "La oficina es luminosa y el equipo, muy acogedor.",
    "Su cultura de aprendizaje me parece ejemplar.",
    "Me consta el esfuerzo que hay detrás de cada selección.",
    "No duda cabe de que es un gran proyecto.",
    "Mi decisión es firme y no admite vuelta atrás.",
    "He preferido decírselo cuanto antes.",
    "Creo que no soy la persona indicada para este reto.",
    "Considero que mi perfil no es el más adecuado.",
    "Les deseo todo el éxito con el lanzamiento de primavera.",
    "El 3 de diciembre por la mañana no hará falta reservar la sala.",
    "Tiene usted razón: era mejor decirlo pronto.",
    "El producto tiene muy buena salud técnica.",
    "La madurez del equipo me impresionó.",
    "Es un equipo joven y con muchas ganas.",
    "Su proyecto para mayores me parece precioso.",
    "Es una empresa con más de 40 años de historia.",
    "Han crecido hasta los 1.200 empleados.",
    "Facturan 12 millones al año, todo un logro.",
    "El parto del proyecto fue largo, me contaron.",
    "La herramienta detecta accidentes en carretera.",
    "Con la madre de todas las migraciones lo tenían difícil.",
    "Desde el primer día me sentí como en casa.",
    "El código postal 28045 es el correcto.",
    "Mi DNI no es necesario, supongo.",
    "Trabajar en equipo es lo mío.",
    "Me alegra haber sabido de ustedes.",
    "El equipo de salud laboral me atendió muy bien.",
    "Un saludo también para el resto del equipo.",
    "No tengo más que buenas palabras para ustedes.",
    "Guardo un recuerdo excelente del trato recibido.",
    "No les he podido responder antes, disculpen.",
    "Perdonen que haya tardado en escribirles.",
    "He tardado unos días en decidirme.",
    "Siento el retraso de mi respuesta.",
    "No hay ningún motivo de queja por mi parte.",
    "No es por nada relacionado con ustedes.",
    "Aún no he recibido el enlace, así que no hace falta cancelarlo.",
    "El lunes 30 de noviembre estaré localizable.",
    "Buen fin de semana y hasta pronto.",
    "Que tengan una feliz semana.",
    "Yo llegué tarde a la decisión, y lo siento.",
    "El correo llegó tarde por mi parte.",
    "Siento haberles hecho esperar.",
    "Siento hacerles esperar.",
    "Les he hecho esperar demasiado, y lo lamento.",
    "No cumplo el requisito del inglés.",
    "No cumpliría con lo que el puesto exige.",
    "Sé que no cumplí mi palabra.",
    "Me sentí muy bien atendido.",
    "Me he sentido muy valorada.",
    "La rotación de turnos me parece razonable.",
    "No sabía que el equipo fuera tan grande.",
    "No sabía qué decirles al principio.",
    "Demasiado tarde para cambiar, me temo.",
    "No querría alargar demasiado este correo.",
    "Por favor, denme de baja de su boletín.",
    "Quisiera darme de baja del portal.",
    "Les pido que den de baja mi perfil.",
    "El gemelo digital de la fábrica me fascinó.",
    "Trabajé con gemelos digitales y me gustó.",
    "El servicio de custodia de valores es impecable.",
    "La cadena de custodia de datos quedó clara.",
    "Me quedo en LinkedIn a un mensaje de distancia.",
    "Me quedo con una impresión magnífica.",
    "Me quedo con las ganas de conocer la oficina.",
    "Sigo en Madrid y con el mismo teléfono.",
    "Seguiré en Twitter sus novedades.",
    "Continúo en España, por si hiciera falta.",
    "Empiezo en enero un periodo distinto.",
    "Seguiré en contacto con Priya.",
    "Usted me ha hecho una propuesta muy generosa.",
    "Priya me hizo una demostración estupenda.",
    "Dana me ha ofrecido una visión muy clara del puesto.",
    "La propuesta de Priya de hablar por teléfono fue todo un detalle.",
    "He recibido la propuesta de Acme con ilusión.",
    "Me voy a Madrid ese día, así que no habría llegado.",
    "Me voy a permitir un consejo: no cambien nada.",
    "Otro proyecto es el que me contó Li Wei.",
    "La próxima vez lo haremos mejor.",
    "Les ofrezco más detalles por teléfono.",
    "Aprendí algo mejor que la teoría.",
    "Si cambia el correo de contacto, dígamelo.",
    "Si sube el documento al portal, avíseme.",
    "Si mejora su aplicación, lo celebraré.",
    "Me pudo convencer el proyecto, pero no es el momento.",
    "La entrevista duró en total una hora y pasó volando.",
    "En dos días me respondieron: todo un récord.",
    "El proceso duró tres semanas y fue modélico.",
    "Hace años que sigo su trabajo.",
    "Hace tiempo que admiro su producto.",
    "En unas semanas tendrán, seguro, a la persona adecuada.",
    "Tiene un plazo de quince días hábiles para confirmarlo.",
    "El plan de formación dura dos semanas.",
    "Firmé un contrato de confidencialidad que respetaré.",
    "He firmado un acuerdo de confidencialidad que sigue vigente.",
    "He encontrado un equipo excelente.",
    "He encontrado un trato excelente en su casa.",
    "El proyecto queda lejos de estar acabado, pero promete.",
    "Nada más lejos de mi intención que molestarle.",
    "El teletrabajo está muy bien organizado.",
    "Me gustó el cambio de sector del que hablaron.",
    "El horario flexible me pareció un acierto.",
    "Mi excompañero Tom habla muy bien de ustedes.",
    "Su chico para todo, Tom, me recibió muy bien.",
    "Padecen lo mismo que todo el sector, me contaron.",
    "La migración del sistema fue un parto con final feliz.",
    "El trato dejó huella.",
    "La demostración no dejó nada que desear.",
    "Su proceso no deja nada que desear.",
    "Me sorprendió gratamente el ambiente.",
    "No me convencen los procesos largos, y el suyo fue breve.",
    "Han sabido explicarme todo con paciencia.",
    "Ha sido un honor llegar tan lejos.",
    "Espero no causarle trastornos.",
    "Siento las molestias que mi renuncia pueda ocasionar.",
    "Su oferta de formación interna es admirable.",
    "El equipo médico que usa su producto tiene suerte.",
    "Es un reto que otros sabrán aprovechar mejor.",
    "No me siento la persona idónea para ese reto.",
    "Doy por terminada mi participación en el proceso.",
    "No tienen nada que reprocharse.",
    "Pueden borrar mis datos cuando quieran.",
    "Ruego que archiven mi currículum.",
    "Tengo en gran estima el trabajo que hacen con las familias.",
    "Es una empresa hermana de la que ya conocía.",
    "Mi decisión no es negociable.",
    "No es mi intención negociar nada.",
    "Le ruego que no lo entienda como una forma de negociar.",
    "Quedo a su disposición para devolver el material.",
    "Una disculpa por la tardanza.",
    "Hoy por hoy no contemplo un cambio.",
    "A día de hoy no busco empleo.",
    "He visto que han superado los 2.000 empleados.",
    "El puesto que describen es muy completo.",
    "Como ve, no ha sido por falta de interés.",
    "Tampoco ha sido por falta de información: me lo explicaron todo.",
    "No quiero ser injusto con los demás candidatos.",
    "Sería injusto hacerles esperar.",
    "Me frustra no poder aceptar.",
)


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_sentences_pass(text: str) -> None:
    assert check(added(text), NEXT, PRIVATE) == ()


NOT_YET = (
    "Disfruté de nuestra conversación.",
    "Gracias por la entrevista.",
    "Gracias por la invitación.",
    "La llamada fue útil.",
    "La prueba era interesante.",
    "Agradezco la oferta que me hicieron.",
    "Hablamos de ello con calma.",
)


@pytest.mark.parametrize("text", NOT_YET)
def test_what_did_not_happen_is_not_told(text: str) -> None:
    assert "did_not_happen" in codes(added(text, APPLIED), APPLIED)


@pytest.mark.parametrize(
    "text",
    [
        "Vi la oferta publicada en su web.",
        "Me interesó la oferta de trabajo.",
        "Me habría gustado hablar con el equipo.",
        "La reunión prevista con otros ya no me afecta.",
        "Un periodo de prueba no me asusta.",
    ],
)
def test_what_sounds_like_an_event_and_is_none_passes(text: str) -> None:
    assert "did_not_happen" not in codes(added(text, APPLIED), APPLIED)


def test_an_offer_may_have_been_made_in_a_call() -> None:
    assert "did_not_happen" not in codes(added("Me alegró mucho su llamada.", OFFER), OFFER)
    assert "did_not_happen" in codes(added("Me alegró mucho su llamada."))


DECISIONS = (
    "He decidido retirar mi candidatura.",
    "Quisiera retirarme del proceso.",
    "Retiro mi candidatura.",
    "No voy a continuar en el proceso.",
    "Prefiero no seguir adelante.",
    "Debo declinar su invitación.",
    "Renuncio a participar.",
    "Ya no deseo participar en la selección.",
    "No podré incorporarme.",
    "Les ruego que no sigan considerando mi perfil: no seguiré en el proceso.",
    "Quiero darme de baja del proceso.",
    "Les pido que cancelen mi candidatura.",
    "Les ruego que retiren mi candidatura.",
    "Ruego que mi postulación quede sin efecto.",
    "Creo que lo más honesto es dejarlo aquí.",
    "Me cuesta mucho decirle que no.",
    "No voy a firmar el contrato.",
    "No firmaré el contrato.",
    "Me veo en la imposibilidad de asumir el puesto.",
    "No podré asumir el puesto.",
    "He optado por no presentarme.",
    "Debo dejar pasar esta oportunidad.",
    "Tengo que rehusar su invitación.",
    "Desestimo su oferta.",
    "He decidido salir del proceso.",
    "Doy por terminada mi participación.",
    "Ya no estaré disponible para el puesto.",
    "Abandono la selección.",
    "No será posible que me incorpore.",
    "No me voy a incorporar.",
    "Pueden descartar mi currículum.",
    "No procederé con la solicitud.",
    "No ocuparé la plaza.",
    "No me uniré a su equipo.",
    "No puedo sumarme al proyecto.",
)


@pytest.mark.parametrize("text", DECISIONS)
def test_a_decision_is_known_in_many_words(text: str) -> None:
    assert "decision_missing" not in codes(changed(r"He decidido [^.]*\.", text))


@pytest.mark.parametrize(
    "text",
    [
        "Lo he pensado.",
        "Me gustaría seguir adelante.",
        "Continúo en el proceso.",
        "Les ruego que no me descarten.",
        "Estaré disponible para el puesto.",
        "No tomaré mucho de su tiempo.",
        "No le voy a decir que no me interese.",
    ],
)
def test_a_letter_without_a_decision_is_told_so(text: str) -> None:
    assert "decision_missing" in codes(changed(r"He decidido [^.]*\.", text))


GREETINGS = (
    "Estimada Dana:",
    "Estimado/a Dana Fox:",
    "Estimada Sra. Fox:",
    "Estimado equipo de Acme:",
    "Estimado equipo de selección:",
    "A quien corresponda:",
    "Muy señores míos:",
    "Hola, Dana:",
    "Hola Dana,",
    "Buenas tardes, Dana:",
    "Apreciada Dana Fox:",
    "Querida Dana:",
    "A la atención de Dana Fox:",
    "A la atención del departamento de recursos humanos:",
)


@pytest.mark.parametrize("greeting", GREETINGS)
def test_a_salutation_by_hand_may_differ(greeting: str) -> None:
    assert codes(changed("Buenos días, Dana:", greeting)) <= {"closing_clash"}


@pytest.mark.parametrize("greeting", ["Buenos días, Diana:", "Estimado Tom:", "Estimada Sra. Foxx:"])
def test_a_stranger_in_the_salutation_is_found(greeting: str) -> None:
    assert "name_misspelt" in codes(changed("Buenos días, Dana:", greeting))


CLOSINGS = (
    "Un saludo,",
    "Saludos cordiales,",
    "Atentamente,",
    "Muchas gracias y un saludo,",
    "Reciba un cordial saludo.",
    "Le saluda atentamente,",
    "Se despide cordialmente,",
    "Un abrazo,",
    "Quedo a la espera y le mando un saludo,",
)


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_by_hand_may_differ(closing: str) -> None:
    assert not codes(changed("Un cordial saludo,", closing))


@pytest.mark.parametrize(
    ("greeting", "closing"),
    [
        ("A quien corresponda:", "Un abrazo,"),
        ("Hola, Dana:", "Atentamente,"),
        ("Estimada Sra. Fox:", "Un abrazo,"),
    ],
)
def test_a_closing_goes_with_the_salutation(greeting: str, closing: str) -> None:
    draft = changed("Buenos días, Dana:", greeting)
    body = draft.body.replace("Un cordial saludo,", closing)
    assert "closing_clash" in codes(replace(draft, body=body))


@pytest.mark.parametrize(
    "door",
    [
        "Me gustaría mantener el contacto.",
        "Tengan en cuenta mi perfil para futuras vacantes.",
        "Espero que volvamos a coincidir.",
        "Ojalá haya otra oportunidad más adelante.",
        "Ténganme presente en el futuro.",
    ],
)
def test_after_accepting_no_door_is_left_open(door: str) -> None:
    assert "doors_after_accepting" in codes(added(door, RESCIND), RESCIND)


def test_after_accepting_an_apology_is_missed() -> None:
    sorry = r"Siento mucho no cumplir mi palabra, y sé"
    assert "apology_missing" in codes(changed(sorry, "Me siento bien, y sé", RESCIND), RESCIND)
    assert "apology_missing" not in codes(changed(sorry, "Le pido disculpas, y sé", RESCIND), RESCIND)


@pytest.mark.parametrize(
    "slot", ["el 3 de diciembre", "el 3 de dic.", "el día 3/12", "el jueves 3 de diciembre"]
)
def test_a_slot_is_released_in_any_spelling(slot: str) -> None:
    draft = changed("el jueves 3 de diciembre a las 14:00 CET", slot)
    assert "slot_not_named" not in codes(draft)
    assert "slot_not_named" in codes(changed("el jueves 3 de diciembre a las 14:00 CET", "ese día"))


def test_thanks_are_counted() -> None:
    assert "thanks" in codes(added("Se lo agradezco. Gracias otra vez."))
    assert "thanks" not in codes(added("Le agradecería una confirmación."))
    none = replace(
        compose(NEXT),
        body="Hola, Dana:\n\nHe decidido retirar mi candidatura para el puesto de Backend Engineer en Acme, "
        "y les deseo mucho éxito. Por favor, cancelen la cita del 3 de diciembre, que ya no hace falta a nadie."
        "\n\nUn saludo,\nSam Taylor\n",
    )
    assert codes(none) == {"thanks"}


@pytest.mark.parametrize(
    "kind", ["Ha sido un honor participar en el proceso.", "Guardo un excelente recuerdo de nuestra charla."]
)
def test_what_is_as_good_as_thanks_is_known(kind: str) -> None:
    body = (
        "Buenos días, Dana:\n\nHe decidido retirar mi candidatura para el puesto de Backend Engineer en Acme. "
        f"Por favor, cancelen la cita del 3 de diciembre. {kind}\n\nUn saludo,\nSam Taylor\n"
    )
    assert "thanks" in codes(Draft("Retirada de mi candidatura", body.replace(kind, "")))
    assert "thanks" not in codes(Draft("Retirada de mi candidatura", body))


def test_a_text_without_a_record_tells_its_position() -> None:
    for title in ("Backend Engineer", "jefa de proyecto", "Responsable de Ventas"):
        text = f"Hola:\n\nRetiro mi candidatura para el puesto de {title} en Acme. Muchas gracias por su interés.\n"
        facts = replace(APPLIED, position="", company="")
        assert "position_missing" not in {
            entry.code for entry in check(read_text(text).draft, facts, PrivateWords())
        }


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (Person("Dana Fox"), Person("Irene Gil"), "Buenos días, Dana Fox e Irene Gil:"),
        (Person("Dana Fox"), Person("Hilda Gil"), "Buenos días, Dana Fox e Hilda Gil:"),
        (Person("Dana Fox"), Person("Yolanda Gil"), "Buenos días, Dana Fox y Yolanda Gil:"),
        (Person("Dana Fox"), Person("Ian Gil"), "Buenos días, Dana Fox y Ian Gil:"),
        (Person("Dana Fox", greet="Dana"), Person("Inés Gil", greet="Inés"), "Hola, Dana e Inés:"),
        (Person("Sra. Fox"), Person("Mr. Reed"), "Estimada Sra. Fox, estimado Sr. Reed:"),
        (Person("Sra. Fox"), Person("Tom Reed"), "Buenos días, Sra. Fox y Tom Reed:"),
        (Person("Dr. Fox"), Person("Mr. Reed"), "Buenos días, Dr. Fox y Sr. Reed:"),
        (Person("Dr. Fox"), Person("Tom Reed"), "Buenos días, Dr. Fox y Tom Reed:"),
    ],
)
def test_two_are_greeted_with_the_right_and(first: Person, second: Person, line: str) -> None:
    people = (first._replace(email="a@acme.example"), second._replace(email="b@acme.example"))
    facts = replace(APPLIED, recipients=people)
    draft = compose(facts)
    assert draft.body.startswith(f"{line}\n")
    assert not codes(draft, facts)


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (Person("Dana Fox"), "Buenos días, Dana Fox:"),
        (Person("Ms Dana Fox"), "Estimada Sra. Fox:"),
        (Person("Dra. Ana Ruiz"), "Estimada Dra. Ruiz:"),
        (Person("Sr. Luis Ruiz Gómez"), "Estimado Sr. Ruiz Gómez:"),
        (Person("Sra. María José Ruiz"), "Estimada Sra. Ruiz:"),
        (Person("Sr. Juan Carlos Ruiz Gómez"), "Estimado Sr. Ruiz Gómez:"),
        (Person("Sr. Luis de la Torre Gil"), "Estimado Sr. Luis de la Torre Gil:"),
        (Person("Sra. María del Carmen Ruiz"), "Estimada Sra. María del Carmen Ruiz:"),
        (Person("Dr. Dana Fox"), "Buenos días, Dr. Fox:"),
        (Person("Dana Fox", greet="Dana"), "Hola, Dana:"),
        (Person("Dana Fox", greet="Sra. Fox"), "Estimada Sra. Fox:"),
    ],
)
def test_no_gender_is_guessed(person: Person, line: str) -> None:
    facts = replace(APPLIED, recipients=(person._replace(email="dana@acme.example"),))
    draft = compose(facts)
    assert draft.body.startswith(f"{line}\n")
    assert not codes(draft, facts)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("Dana Fox",), "A la atención de Dana Fox:"),
        (("Dr. Fox",), "Buenos días, Dr. Fox:"),
        (("Sra. Fox",), "Estimada Sra. Fox:"),
        (("Dana Fox", "Tom Reed"), "A la atención de Dana Fox y Tom Reed:"),
        (("Dr. Fox", "Tom Reed"), "Buenos días, Dr. Fox y Tom Reed:"),
        (("Sra. Fox", "Tom Reed"), "Buenos días, Sra. Fox y Tom Reed:"),
        (("Sra. Fox", "Sr. Reed"), "Estimada Sra. Fox, estimado Sr. Reed:"),
    ],
)
def test_on_paper_no_gender_is_guessed(names: tuple[str, ...], line: str) -> None:
    people = tuple(Person(name, f"{number}@acme.example") for number, name in enumerate(names))
    facts = replace(APPLIED, recipients=people, form="letter")
    draft = compose(facts)
    assert f"\n\n{line}\n" in draft.body
    assert not codes(draft, facts)


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (1, 0, "a la 1:00"),
        (1, 30, "a la 1:30"),
        (13, 0, "a las 13:00"),
        (9, 5, "a las 9:05"),
        (0, 30, "a las 0:30"),
    ],
)
def test_one_o_clock_is_one(hour: int, minute: int, said: str) -> None:
    slot = replace(BOOKED, at=at(3).replace(hour=hour, minute=minute))
    assert f"el jueves 3 de diciembre {said} CET" in compose(replace(NEXT, ahead=(slot,))).body


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("Ayuntamiento de Sevilla", "equipo del Ayuntamiento de Sevilla:"),
        ("Universidad de Granada", "equipo de la Universidad de Granada:"),
        ("Grupo Planeta", "equipo de Grupo Planeta:"),
        ("El Corte Inglés", "equipo de El Corte Inglés:"),
        ("Once Más", "equipo de Once Más:"),
    ],
)
def test_a_company_has_its_article(company: str, said: str) -> None:
    facts = replace(NEXT, company=company, recipients=())
    draft = compose(facts)
    assert said in draft.body
    assert codes(draft, facts) == {"no_recipient"}


def test_an_agency_tells_the_house_with_its_article() -> None:
    facts = replace(
        RESCIND, company="Ayuntamiento de Sevilla", circumstances=Circumstances(agency="Randstad")
    )
    body = compose(facts).body
    assert "en el Ayuntamiento de Sevilla" in body and "informe al Ayuntamiento de Sevilla" in body


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (("Sra. Ruiz",), "a la Sra. Ruiz"),
        (("Mr. Reed",), "al Sr. Reed"),
        (("Priya Shah", "Sr. Reed"), "a Priya Shah y al Sr. Reed"),
        (("Priya Shah", "Irene Gil"), "a Priya Shah y a Irene Gil"),
        (("Priya Shah", "Li Wei", "Sra. Ruiz"), "a Priya Shah, a Li Wei y a la Sra. Ruiz"),
        (("Dr. Priya Shah",), "a Priya Shah"),
        (("Prof. Dr. Priya Shah", "Dra. Ruiz"), "a Priya Shah y a la Dra. Ruiz"),
        (("Dr. Shah",), "a la persona que me atendió"),
        (("Dr. Shah", "Li Wei"), "a las personas que me atendieron"),
    ],
)
def test_who_is_thanked_has_the_article_of_the_title(people: tuple[str, ...], said: str) -> None:
    body = compose(replace(NEXT, held=(replace(TALK, people=people),))).body
    assert f"mi agradecimiento {said}." in body


def test_one_reader_and_several_are_spoken_to_as_such() -> None:
    one, many = compose(NEXT).body, compose(replace(NEXT, recipients=())).body
    assert "Por favor, cancele la cita" in one and "Le deseo" in one
    assert "Por favor, cancelen la cita" in many and "Les deseo" in many


WRITTEN = (
    (
        NEXT,
        (
            "Hola, Dana:\n\n"
            "Muchísimas gracias por la charla del otro día y por invitarme a la segunda entrevista para el puesto de "
            "Backend Engineer. Después de darle muchas vueltas, he decidido no continuar en el proceso, porque mis "
            "objetivos profesionales han cambiado.\n\n"
            "¿Podrían cancelar la cita del 3 de diciembre, por favor? Siento los inconvenientes, y les deseo mucha "
            "suerte.\n\n"
            "Un abrazo,\nSam\n"
        ),
    ),
    (
        NEXT,
        (
            "Estimada Sra. Fox:\n\n"
            "Antes que nada, quiero agradecerle la atención que me brindaron usted y el equipo de Acme durante la "
            "entrevista del 12 de noviembre. Tras meditarlo, he resuelto retirar mi postulación para el puesto de "
            "Backend Engineer.\n\n"
            "Le ruego que cancele la reunión prevista para el jueves 3 de diciembre a las 14:00. Quedo atento a sus "
            "comentarios.\n\n"
            "Saludos cordiales,\nSam Taylor\n"
        ),
    ),
    (
        APPLIED,
        (
            "Buenas tardes:\n\n"
            "Les escribo en relación con mi solicitud para la vacante de Backend Engineer (ref. 2026/118) en Acme. "
            "Quisiera retirarla, ya que la ubicación no me viene bien. Les agradezco el tiempo dedicado.\n\n"
            "Atentamente,\n\nSam Taylor\n"
        ),
    ),
    (
        RESCIND,
        (
            "Estimada Dana:\n\n"
            "Lamento mucho comunicarle que me veo en la obligación de retirar mi aceptación de su oferta para el "
            "puesto de Backend Engineer en Acme. Sé que no es lo que esperaban, y les pido disculpas.\n\n"
            "Muchas gracias por su comprensión y por el trato. Si hay que firmar algo, lo haré de inmediato.\n\n"
            "Reciba un cordial saludo,\nSam Taylor\n"
        ),
    ),
    (
        NEXT,
        (
            "Estimada Dana:\n\n"
            "Muchas gracias por la conversación del 12 de noviembre y por contar conmigo para la siguiente "
            "entrevista del puesto de Backend Engineer en Acme. Lo he pensado mucho y he decidido retirarme del "
            "proceso, porque quiero orientar mi carrera hacia otro ámbito.\n\n"
            "No asistiré, por tanto, a la cita del 3 de diciembre a las 14:00. Lamento las molestias y les deseo "
            "lo mejor.\n\n"
            "Un saludo,\nSam Taylor\n"
        ),
    ),
    (
        NEXT,
        (
            "Buenos días, Dana:\n\n"
            "Te agradezco la charla del otro día y la invitación a la próxima entrevista. He decidido no seguir "
            "adelante con el proceso para el puesto de Backend Engineer en Acme: mis objetivos profesionales han "
            "cambiado.\n\n"
            "¿Puedes cancelar la reunión del 3 de diciembre? Gracias de nuevo por tu tiempo y mucha suerte con la"
            " búsqueda.\n\n"
            "Un abrazo,\nSam\n"
        ),
    ),
    (
        NEXT,
        (
            "Apreciada Sra. Fox:\n\n"
            "Le escribo para comunicarle que he decidido declinar la entrevista prevista para el jueves 3 de "
            "diciembre y retirar mi candidatura al puesto de Backend Engineer en Acme. Le doy las gracias por su "
            "amabilidad y por el tiempo que usted y Priya Shah me dedicaron.\n\n"
            "Espero que encuentren muy pronto a la persona que buscan.\n\n"
            "Reciba un cordial saludo,\nSam Taylor\n"
        ),
    ),
    (
        NEXT,
        (
            "Hola, Dana:\n\n"
            "Antes de nada, gracias por todo. Después de darle unas vueltas, prefiero no continuar en la "
            "selección para Backend Engineer en Acme. Ha sido un gusto conocer al equipo y ver cómo trabajan; me "
            "llevo una impresión estupenda.\n\n"
            "Cancela, por favor, lo del 3 de diciembre. Ojalá coincidamos más adelante.\n\n"
            "Un saludo,\nSam\n"
        ),
    ),
    (
        APPLIED,
        (
            "Estimado equipo de selección:\n\n"
            "Me pongo en contacto con ustedes en relación con mi candidatura al puesto de Backend Engineer en "
            "Acme. Les ruego que la den por retirada, ya que la ubicación no encaja con mis planes.\n\n"
            "Les agradezco el interés y les deseo éxito en el proceso.\n\n"
            "Atentamente,\nSam Taylor\n"
        ),
    ),
    (
        APPLIED,
        (
            "Hola:\n\n"
            "Hace unos días envié mi candidatura para Backend Engineer en Acme. He decidido retirarla. Si es "
            "posible, borren también mi currículum de su base de datos.\n\n"
            "Muchas gracias y un saludo,\nSam Taylor\n"
        ),
    ),
    (
        RESCIND,
        (
            "Estimada Dana:\n\n"
            "Le escribo con mucho pesar para decirle que no podré incorporarme al puesto de Backend Engineer en "
            "Acme y que retiro mi aceptación de la oferta. Sé que les pongo en una situación difícil y lo siento "
            "de verdad.\n\n"
            "Muchas gracias por la confianza que depositaron en mí. Colaboraré en lo que haga falta para cerrar "
            "los trámites.\n\n"
            "Un cordial saludo,\nSam Taylor\n"
        ),
    ),
    (
        APPLIED,
        (
            "Buenos días:\n\n"
            "Me dirijo a ustedes para solicitar que retiren mi candidatura al puesto de Backend Engineer en "
            "Acme. Finalmente no voy a poder trasladarme a Zaragoza, por lo que no tendría sentido hacerles "
            "perder el tiempo.\n\n"
            "Muchas gracias por su atención.\n\n"
            "Un saludo,\nSam Taylor\n"
        ),
    ),
    (
        APPLIED,
        (
            "A quien corresponda:\n\n"
            "Por medio de la presente solicito que mi postulación a la vacante de Backend Engineer en Acme "
            "quede sin efecto. Mi decisión obedece a un cambio de planes y no guarda relación alguna con su "
            "empresa, por la que siento una gran admiración.\n\n"
            "Agradezco la atención que se sirvan prestar a este mensaje.\n\n"
            "Atentamente,\nSam Taylor\n"
        ),
    ),
    (
        NEXT,
        (
            "Buenos días, Dana:\n\n"
            "Le agradezco sinceramente que hayan pensado en mí para la segunda entrevista, prevista para el 3"
            " de diciembre a las 14:00 h. Después de darle muchas vueltas, creo que lo más honesto es decirle"
            " que el puesto de Backend Engineer en Acme no es el paso que quiero dar ahora en mi carrera, y "
            "que prefiero dejarlo aquí.\n\n"
            "Me llevo un recuerdo muy grato de nuestra conversación. Ojalá volvamos a encontrarnos.\n\n"
            "Un cordial saludo,\nSam Taylor\n"
        ),
    ),
    (
        NEXT,
        (
            "Estimada señora Fox:\n\n"
            "Le agradezco mucho la invitación a la segunda entrevista del 3 de diciembre. No obstante, debo "
            "comunicarle que no seguiré adelante: tras analizarlo con calma, me he dado cuenta de que la "
            "distancia hasta la oficina haría muy difícil el día a día. Le ruego, por tanto, que no tenga en "
            "cuenta mi candidatura para el puesto de Backend Engineer en Acme.\n\n"
            "Le felicito por el equipo que ha formado, y le deseo lo mejor.\n\n"
            "Atentamente,\nSam Taylor\n"
        ),
    ),
    (
        FINAL,
        (
            "Estimado Sr. Fox:\n\n"
            "Ante todo, quiero agradecerle el trato exquisito que he recibido a lo largo de todo el proceso, "
            "y en especial en la última entrevista, el pasado 12 de noviembre. Sé que se encuentran ya en la "
            "fase final y que mi decisión llega en un momento delicado, por lo que le pido disculpas.\n\n"
            "Tras reflexionar sobre ello, he decidido retirar mi candidatura al puesto de Backend Engineer en"
            " Acme. Confío en que el resto de candidatos finalistas esté a la altura de lo que la casa "
            "merece.\n\n"
            "Le ruego que haga extensivo mi agradecimiento a Priya Shah.\n\n"
            "Reciba un afectuoso saludo,\nSam Taylor\n"
        ),
    ),
    (
        replace(FINAL, statement=Statement.ANOTHER_ACCEPTED),
        (
            "Estimada Dra. Fox:\n\n"
            "En primer lugar, permítame felicitarla por el premio que recibió su grupo la semana del 16 de "
            "noviembre: muy merecido.\n\n"
            "Le escribo porque me han ofrecido un puesto que se ajusta a mis planes a largo plazo y lo he "
            "aceptado. En consecuencia, me veo en la necesidad de retirar mi candidatura para el puesto de "
            "Backend Engineer en Acme.\n\n"
            "Ha sido un honor participar en el proceso. Espero que podamos colaborar algún día en un proyecto"
            " conjunto.\n\n"
            "Con un cordial saludo,\nSam Taylor\n"
        ),
    ),
    (
        OFFER,
        (
            "Estimada Dana:\n\n"
            "He recibido el contrato y le doy las gracias. Lamento comunicarle que no voy a firmarlo, por lo "
            "que la plaza de Backend Engineer en Acme queda libre desde este momento.\n\n"
            "Atentamente,\nSam Taylor\n"
        ),
    ),
    (
        OFFER,
        (
            "Estimada Dana:\n\n"
            "Tras leer con atención las condiciones, he decidido rechazar la oferta para el puesto de Backend"
            " Engineer en Acme. Como le comenté por teléfono, el tipo de contrato no me permite dar el paso. "
            "Mi decisión es definitiva, por lo que le ruego que no la interprete como una forma de "
            "negociar.\n\n"
            "Le agradezco su tiempo y le deseo que cubran pronto el puesto.\n\n"
            "Cordialmente,\nSam Taylor\n"
        ),
    ),
    (
        replace(RESCIND, statement=Statement.PERSONAL),
        (
            "Estimada Sra. Fox:\n\n"
            "Por este medio le informo que, por motivos de fuerza mayor de índole personal, me veo "
            "imposibilitado de asumir el puesto de Backend Engineer en Acme, que había aceptado. Le ofrezco "
            "una sincera disculpa por los contratiempos que mi decisión pueda ocasionarles.\n\n"
            "Agradezco infinitamente la oportunidad que me brindaron y les deseo el mayor de los éxitos.\n\n"
            "Sin más por el momento, me despido de usted,\nSam Taylor\n"
        ),
    ),
    (
        replace(OFFER, statement=Statement.ANOTHER_ACCEPTED),
        (
            "Querida Dana:\n\n"
            "Me hizo muchísima ilusión su llamada y que quisieran contar conmigo. Por eso me cuesta tanto "
            "decirle que no. Finalmente he optado por otra empresa, y empiezo allí el 11 de enero.\n\n"
            "Le agradezco cada minuto que me dedicó: pocas veces me he sentido tan bien acogida en una "
            "selección. Espero que encuentren pronto a alguien para el puesto de Backend Engineer y que a "
            "Acme le vaya de maravilla.\n\n"
            "Un fuerte abrazo,\nSam\n"
        ),
    ),
)


@pytest.mark.parametrize(("facts", "body"), WRITTEN)
def test_whole_letters_by_hand_pass(facts: LetterFacts, body: str) -> None:
    found = check(Draft("Retirada de mi candidatura – Sam Taylor", body), facts, PRIVATE)
    assert [f"{entry.code}: {entry.message}" for entry in found if entry.level == "error"] == []
