"""Details that tell who somebody is, said in Spanish: found, and told apart from what only looks like them."""

import pytest

from moderation.guidelines.details import details

FOUND = [
    ("phone", "Llámame al 612 345 678 esta noche.", "612 345 678"),
    ("phone", "mi número es 612345678", "612345678"),
    ("phone", "whatsapp: 55 1234 5678", "55 1234 5678"),
    ("phone", "Mi cel es +54 9 11 2345 6789", "+54 9 11 2345 6789"),
    ("phone", "el fijo 91 234 56 78 por las tardes", "91 234 56 78"),
    ("phone", "escríbeme al 934-567-890", "934-567-890"),
    ("email", "Mi correo es rosa.luna@example.org por si acaso.", "rosa.luna@example.org"),
    ("address", "Vivo en la Calle Mayor 14 desde mayo.", "Calle Mayor 14"),
    ("address", "Vivo en la Avenida de la Paz, 221.", "Avenida de la Paz, 221"),
    ("address", "estamos en C/ Olmo 3, segundo piso", "C/ Olmo 3"),
    ("address", "Mi casa queda en Carrera 7 #45", "Carrera 7 #45"),
    ("address", "soy de 28013 Madrid de toda la vida", "28013 Madrid"),
    ("name", "Me llamo Lucía Fernández y bebo.", "Lucía Fernández"),
    ("name", "Mi nombre es Íñigo Peña Ruiz.", "Íñigo Peña Ruiz"),
    ("name", "Mi nombre completo es María del Río", "María del Río"),
    ("handle", "buscadme, soy @luna_rosa", "@luna_rosa"),
    ("handle", "mi insta es rosa.luna92", "rosa.luna92"),
    ("handle", "agrégame en discord como rosa_luna92", "rosa_luna92"),
    ("work", "Trabajo en el Hospital Clínico de Salamanca.", "Trabajo en el Hospital Clínico de Salamanca"),
    ("work", "trabajo de enfermera en la Clínica Santa Marta de Murcia y", "trabajo de enfermera en la Clínica Santa Marta de Murcia"),
    ("work", "Él trabaja para Talleres Gómez en Getafe", "Él trabaja para Talleres Gómez en Getafe"),
]  # fmt: skip

LOOKALIKES = [
    "Hoy son 14 días.",
    "Llevo 14 días, 6 horas y 30 minutos.",
    "Tomé 20 mg a las 10 y 20 mg a las 11.",
    "Dejé de beber el 12/03/2019.",
    "Debo 12 500 € y no duermo.",
    "Cuesta 600 000 000 pesos.",
    "De 2018 - 2021 estuve fuera.",
    "Llama al 024 si se pone peor.",
    "El 717 003 717 atiende toda la noche.",
    "Peso 82,5 kg y corrí 10 km.",
    "Son las 3 y luego las 4.",
    "Me llamo Lucía.",
    "Me llamo a mí misma tonta muchas veces.",
    "La calle 13 es mi canción favorita no sé por qué.",
    "Vivo en una calle tranquila.",
    "Trabajo en el hospital.",
    "Trabajo en Navidad.",
    "Trabajo de noche en invierno.",
    "@todos gracias",
    "mi insta ya no existe",
    "Estoy en paz.",
]


def seen(text, language="es"):
    return [(one.kind, text[one.start : one.end]) for one in details(text, ("024", "717003717"), language)]


@pytest.mark.parametrize(("kind", "text", "passage"), FOUND)
def test_a_detail_is_found_with_its_words(kind, text, passage):
    assert seen(text) == [(kind, passage)]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_one_is_left_alone(text):
    assert seen(text) == []


def test_a_language_without_its_own_words_is_read_with_those_of_english():
    text = "My name is Rowan Ashdown."
    assert seen(text, "xx") == seen(text, "en") == [("name", "Rowan Ashdown")]
