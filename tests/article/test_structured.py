"""JSON-LD as it is found: whole, broken, nested, several articles on a page."""
# ruff: noqa: E501 - pages and tables

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.structured import clean, decode_jsonld, story_of


@pytest.mark.parametrize(
    "script",
    [
        '{"headline": "Ferry late"}',
        '\ufeff  {"headline": "Ferry late"}\n',
        '<!-- {"headline": "Ferry late"} -->',
        '//<![CDATA[\n{"headline": "Ferry late"}\n//]]>',
        '<![CDATA[{"headline": "Ferry late"}]]>',
        '{"headline": "Ferry late",}',
        '{"headline":\n"Ferry\nlate"}',
        '{"headline": "Ferry\tlate"}',
        "{&quot;headline&quot;: &quot;Ferry late&quot;}",
        '{"headline": "Ferry late"};',
        '{"headline": "Ferry late", /* of the story */ "alternativeHeadline": ""}',
        '{"headline": "Ferry late"} {"headline": "Another"}',
        '{"articleBody": "The \\"Skerry\\" said \\x", "headline": "Ferry late"}',
        '{"articleBody": "He said "never", again", "headline": "Ferry late"}',
        '{"headline": "Ferry late", "url": "https://gazette.example/',
    ],
)
def test_broken_scripts(script: str) -> None:
    first = decode_jsonld(script)[0]
    assert isinstance(first, dict)
    assert first["headline"] == "Ferry late"


@pytest.mark.parametrize("script", ["", "null", "nonsense", "[" * 5_000, '{"a":' * 5_000, "\x00", "{]"])
def test_what_cannot_be_mended(script: str) -> None:
    assert story_of([script], None, "").headlines == []


@pytest.mark.parametrize(
    ("script", "authors"),
    [
        ('{"@type": "NewsArticle", "author": "Ada Quill"}', ["Ada Quill"]),
        ('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ada Quill"}}', ["Ada Quill"]),
        ('{"@type": "NewsArticle", "author": [{"name": "Ada Quill"}, {"name": "Bo Reed"}]}', ["Ada Quill", "Bo Reed"]),
        ('{"@type": "NewsArticle", "author": {"name": ["Ada Quill", "Bo Reed"]}}', ["Ada Quill", "Bo Reed"]),
        ('{"@graph": [{"@type": "Person", "@id": "#ada", "name": "Ada Quill"},'
         ' {"@type": "Article", "headline": "Ferry late", "author": {"@id": "#ada"}}]}', ["Ada Quill"]),
        ('[{"@type": "WebPage"}, {"@type": ["Article", "NewsArticle"], "author": {"givenName": "Ada",'
         ' "familyName": "Quill"}}]', ["Ada Quill"]),
        ('{"@type": "NewsArticle", "creator": ["Ada Quill"]}', ["Ada Quill"]),
        ('{"@type": "NewsArticle", "comment": [{"@type": "Comment", "author": "troll"}]}', []),
        ('{"@type": "NewsArticle", "author": null}', []),
        ('{"@type": "NewsArticle", "author": [[[[[["Ada"]]]]]]}', []),
    ],
)  # fmt: skip
def test_authors(script: str, authors: list[str]) -> None:
    assert story_of([script], None, "").authors == authors


def test_the_article_of_this_page_is_chosen() -> None:
    scripts = [
        '{"@type": "NewsArticle", "headline": "Bakery opens", "url": "https://gazette.example/bakery"}',
        '{"@type": "NewsArticle", "headline": "Ferry late", "url": "https://gazette.example/ferry"}',
    ]
    assert story_of(scripts, "https://gazette.example/ferry?from=front", "").headlines == ["Ferry late"]
    assert story_of(scripts, None, "Ferry late | Gazette").headlines == ["Ferry late"]
    assert story_of(scripts, None, "").headlines == ["Bakery opens"]


def test_one_story_whole() -> None:
    story = story_of(
        [
            '{"@context": "https://schema.org", "@type": "https://schema.org/NewsArticle", "headline": "Ferry &amp; tide",'
            ' "datePublished": "2024-06-04T17:15:00Z", "dateModified": "2024-06-05", "inLanguage": "en-GB",'
            ' "publisher": {"@type": "Organization", "name": "The Skerry Gazette"},'
            ' "mainEntityOfPage": {"@id": "https://gazette.example/ferry"}}',
            '{"@type": "VideoObject", "name": "Watch"}',
        ],
        None,
        "",
    )
    assert story.kind == "newsarticle"
    assert story.headlines == ["Ferry & tide"]
    assert (story.published, story.modified) == ("2024-06-04T17:15:00Z", "2024-06-05")
    assert (story.publisher, story.url, story.language, story.video) == (
        "The Skerry Gazette", "https://gazette.example/ferry", "en-GB", True,
    )  # fmt: skip


def test_size_is_bounded() -> None:
    nested = '{"a":' * 400 + '{"@type": "NewsArticle", "headline": "Deep"}' + "}" * 400
    assert story_of([nested], None, "").headlines == []
    many = "[" + ",".join(['{"@type": "ListItem"}'] * 20_000) + "]"
    assert story_of([many], None, "").headlines == []
    assert story_of(['{"headline": "' + "x" * 3_000_000 + '"}'], None, "").headlines == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "author", "name", "headline", "url", "datePublished", "publisher"]
            ),
            inner | st.sampled_from(["NewsArticle", "Person", "VideoObject", "#a"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON, st.text(max_size=20))
def test_any_value_anywhere(value: object, title: str) -> None:
    import json

    story = story_of([json.dumps(value)], "https://gazette.example/a", title)
    assert all(isinstance(name, str) for name in story.authors)


@given(st.text(alphabet='{}[]",:\\/*<!-&;ax01\n\x00 ', max_size=60))
def test_any_script(script: str) -> None:
    decode_jsonld(script)
    clean(script)
    story_of([script], None, "")
