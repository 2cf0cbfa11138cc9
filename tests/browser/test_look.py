"""A company's look: its colour as it is, with what can be read on it and in it, its theme, its logo."""

import pytest
from playwright.sync_api import FloatRect, Frame, expect

from tests.browser.conftest import Look, NewPerson
from tests.browser.guest import Company, Guest
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

AWKWARD = [
    "#ffd400",
    "#ff7a00",
    "#e4002b",
    "#c8102e",
    "#fdfdf5",
    "#0b0b0f",
    "#808080",
    "#39ff14",
    "#ffd1dc",
    "#001f5b",
    "#757575",
    "#00a3ad",
]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 24"><rect width="24" height="24" rx="12" fill="#c8102e"/>'
    '<path d="M34 4h80v4H34zm0 12h60v4H34z" fill="#222"/></svg>'
)
MEASURES = """
    const luminanceOf = (colour) => {
        const pixel = new OffscreenCanvas(1, 1).getContext('2d');
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
        const linear = [...pixel.getImageData(0, 0, 1, 1).data].map((each) => each / 255)
            .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const contrast = (...colours) => {
        const [darker, lighter] = colours.map(luminanceOf).sort((one, other) => one - other);
        return (lighter + 0.05) / (darker + 0.05);
    };
    const style = (selector, root = document) => getComputedStyle(root.querySelector(selector));
"""
LAUNCHER = f"""
(brand) => {{
    {MEASURES}
    const host = document.querySelector('juttu-chat');
    host.style.setProperty('--juttu', brand);
    const button = style('button', host.shadowRoot);
    const page = matchMedia('(prefers-color-scheme: dark)').matches ? '#15191d' : '#ffffff';
    return [button.backgroundColor, contrast(button.backgroundColor, button.color), contrast(button.borderTopColor, page)];
}}
"""
CHAT = f"""
(brand) => {{
    {MEASURES}
    document.documentElement.style.setProperty('--brand', brand);
    const send = style('.send');
    const surface = style('body').backgroundColor;
    const edge = style('.objection input').borderTopColor;
    return [
        send.backgroundColor, contrast(send.backgroundColor, send.color), contrast(style('.notice a').color, surface),
        contrast(edge, style('.notice').backgroundColor),
    ];
}}
"""


def in_rgb(brand: str) -> str:
    red, green, blue = (int(brand[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def widget_of(guest: Guest) -> Frame:
    return next(frame for frame in guest.page.frames if "/widget/" in frame.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_of_awkward_brands_the_surface_is_as_given_and_texts_on_it_and_links_beside_it_can_be_read(
    company: Company, person: NewPerson, scheme: str
) -> None:
    guest = Guest(person(color_scheme=scheme), company)
    guest.show(f"<main>Sivu</main>{guest.tag}")
    guest.open()
    guest.input.fill("Hei")
    for brand in AWKWARD:
        launcher, on_it, edge = guest.page.evaluate(LAUNCHER, brand)
        send, icon, link, switch = widget_of(guest).evaluate(CHAT, brand)

        assert [launcher, send] == [in_rgb(brand)] * 2, brand
        assert min(on_it, icon, link) >= 4.5, (brand, on_it, icon, link)
        assert min(edge, switch) >= 3, (brand, edge, switch)


@pytest.mark.parametrize(("theme", "system"), [("dark", "light"), ("light", "dark"), ("system", "dark")])
def test_the_owners_theme_goes_before_the_visitors_system(
    company: Company, person: NewPerson, theme: str, system: str
) -> None:
    company.register("own", theme=theme)
    guest = Guest(person(color_scheme=system), company)
    guest.show(guest.tag_of("own"))
    guest.open()
    surface = widget_of(guest).evaluate(f"() => {{ {MEASURES} return luminanceOf(style('body').backgroundColor) }}")

    assert (surface < 0.1) is ((system if theme == "system" else theme) == "dark")


COLOURS = """
async (bytes) => {
    const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const drawn = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    drawn.drawImage(picture, 0, 0);
    return new Set(new Uint32Array(drawn.getImageData(0, 0, picture.width, picture.height).data.buffer)).size;
}
"""


def test_where_colours_are_forced_icons_states_and_what_is_chosen_are_still_seen(
    one_house: House, person: NewPerson
) -> None:
    page = person(forced_colors="active")
    visitor = VisitorWindow(page, one_house)
    agent = StaffWindow(person(), one_house).let_in()

    def something_is_drawn(picture: bytes, where: object) -> None:
        assert page.evaluate(COLOURS, list(picture)) > 1, where

    visitor.arrive()
    box = visitor.launcher.bounding_box()
    assert box is not None
    icon = FloatRect(x=box["x"] + 16, y=box["y"] + box["height"] / 2 - 12, width=26, height=24)
    something_is_drawn(page.screenshot(clip=icon), "launcher")
    visitor.open()
    for choice, more in (
        (visitor.chat.get_by_role("switch"), -4),  # the tick, whatever its edge looks like
        (visitor.chat.locator(".topics label").first, 4),
    ):
        box = choice.bounding_box()
        assert box is not None
        around = FloatRect(
            x=box["x"] - more, y=box["y"] - more, width=box["width"] + 2 * more, height=box["height"] + 2 * more
        )
        before = page.screenshot(clip=around)
        choice.click()
        page.mouse.move(0, 0)
        assert page.screenshot(clip=around) != before, choice
    visitor.say("Hei")
    expect(visitor.chat.get_by_text("Lähetetty")).to_be_visible()
    visitor.messages.first.hover()
    for name in ("Piilota viesti", "Lähetä", "Valikko"):
        something_is_drawn(visitor.chat.get_by_role("button", name=name, exact=True).screenshot(), name)
    agent.take()
    expect(visitor.chat.get_by_role("banner")).to_contain_text("Agent A")
    expect(agent.messages).to_have_count(1)
    agent.input.press_sequentially("Katson hetken", delay=250)  # whoever has only begun is not told of
    typing = visitor.chat.locator(".typing i").first
    expect(typing).to_be_visible()
    something_is_drawn(typing.screenshot(), "typing")


LONG = "Lämmityslaitehuoltoyhdistyksenkeskusliitto"
NAMES_RUN_OUT = """
(alias) => {
    const [words, name, status] = ['.header-words', 'h1', '.header p'].map((each) => document.querySelector(each));
    status.textContent = `${alias} vastaa sinulle`;
    const room = words.getBoundingClientRect();
    return [name, status].filter((each) => {
        const text = new Range();
        text.selectNodeContents(each);
        const place = text.getBoundingClientRect();
        return place.right > room.right + 1 || place.bottom > room.bottom + 1 || each.scrollWidth > each.clientWidth;
    }).map((each) => each.textContent);
}
"""


def test_long_names_are_wrapped_in_the_header_and_push_no_button_out(company: Company, person: NewPerson) -> None:
    company.register("long", company=f"Pohjois-Pohjanmaan {LONG} Oy", colour="#ffd400", logo=SVG)
    guest = Guest(person(viewport={"width": 320, "height": 640}), company)
    guest.show(f"<main><h1>Sivu</h1></main>{guest.tag_of('long')}")
    guest.open()
    head = guest.chat.get_by_role("banner")

    expect(head.get_by_role("heading")).to_have_text(f"Pohjois-Pohjanmaan {LONG} Oy")
    assert widget_of(guest).evaluate(NAMES_RUN_OUT, LONG) == []
    for button in ("Valikko", "Sulje ikkuna"):
        expect(head.get_by_role("button", name=button)).to_be_in_viewport(ratio=1)


def test_a_logo_stands_before_the_companys_name_which_is_read_once(company: Company, guest: Guest, look: Look) -> None:
    company.register("logo", colour="#ffd400", logo=SVG)
    guest.show(f"<main><h1>Sivu</h1></main>{guest.tag_of('logo')}")
    guest.open()
    head = guest.chat.get_by_role("banner")
    logo = head.locator("img")

    expect(logo).to_be_visible()
    assert logo.evaluate("(picture) => [picture.naturalWidth > 0, picture.height <= 32]") == [True, True]
    expect(head.get_by_role("heading", name="Kiuaspaja Havukka", exact=True)).to_be_visible()
    expect(head.get_by_role("img")).to_have_count(0)
    look(guest.page, "logo")
