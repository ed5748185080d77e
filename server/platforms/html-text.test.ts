import { describe, expect, it } from "vitest";
import { htmlToText } from "./html-text.ts";

describe("htmlToText", () => {
  it.each([
    ["", ""],
    ["plain", "plain"],
    ["  two\n  words ", "two words"],
    ["<p>One.</p><p>Two.</p>", "One.\n\nTwo."],
    ["One<br>two<br/><br/>three", "One\ntwo\n\nthree"],
    ["<div>a</div><div>b</div>", "a\nb"],
    ["a <b>bold</b> word, <i>so</i>.", "a bold word, so."],
    ["<ul><li>one</li><li><p>two</p></li></ul>after", "- one\n- two\n\nafter"],
    ["<pre>let x = 1;\n  x += 1;</pre>", "let x = 1;\n  x += 1;"],
    ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
    ["AT&amp;T &lt;3 &eacute;&nbsp;&#8217;&#x2014;&hellip;", "AT&T <3 é ’—…"],
    ["&#146;&#0;&#xd800;&unknown; &", "’\ufffd\ufffd&unknown; &"],
    ["<script>alert(1)</script><style>p{}</style>seen<!-- not -->", "seen"],
    ["<svg><title>Arrow</title><text>x</text></svg>seen", "seen"],
    ['<img class="wp-smiley" alt="🙂"> <img alt="a photo" src="x.jpg">', "🙂"],
    ["<p>unclosed <b>tags <p>here", "unclosed tags\n\nhere"],
    ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ['cut <a href="https://x.example', "cut"],
    ["</p></div>only ends</b>", "only ends"],
    ["𝒳 <b>👩‍🚀</b>", "𝒳 👩‍🚀"],
  ])("%j", (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it.each([
    ['See <a href="https://a.example/x">this</a>.', "See this (https://a.example/x)."],
    ['<a href="https://a.example/">a.example</a>', "a.example"],
    ['<a href="https://www.a.example/b">https://a.example/b</a>', "https://a.example/b"],
    [
      'so: <a href="https://a.example/long/way">a.example/lon…</a>!',
      "so: https://a.example/long/way!",
    ],
    ['<a href="https://m.example/@jo">@<span>jo</span></a>', "@jo"],
    ['<a href="https://m.example/tags/tea">#tea</a>', "#tea"],
    [
      '<a href="https://a.example/very/long"><span class="invisible">https://</span><span>a.example/very</span><span class="invisible">/long</span></a>',
      "https://a.example/very/long",
    ],
    ['<a href="#note">1</a>', "1"],
    ['<a href="javascript:alert(1)">run</a>', "run"],
    ['<a href="mailto:jo@a.example">write</a>', "write"],
    ['<a href="https://a.example/"><img src="x"></a>', ""],
    ['<a href="/about">about</a>', "about"],
    ["<a>no address</a>", "no address"],
  ])("links: %j", (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it("makes relative links whole from their base", () => {
    expect(htmlToText('<a href="../b">b</a>', "https://a.example/x/y")).toBe(
      "b (https://a.example/b)",
    );
  });

  it.each([
    ["open tags", "<b>", ""],
    ["open tags that other tags close", "<b></i>", ""],
    ["tags without an end", "<a ", ""],
    ["quotes without an end", '<a href="', ""],
    ["ends of tags", "</i>", ""],
    ["comments without an end", "<!-- ", ""],
    ["scripts without an end", "<script>", ""],
    ["ampersands", "&", "&"],
    ["spaces", " \n", ""],
    ["lists in lists", "<ul><li>", ""],
  ])("takes a megabyte of %s in its stride", (_name, piece, begin) => {
    const html = piece.repeat(1_000_000 / piece.length);
    const begun = performance.now();
    const text = htmlToText(html);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(text.slice(0, 1)).toBe(begin);
  });

  it("stops where nobody reads on", () => {
    expect(htmlToText("word ".repeat(1_000_000)).length).toBeLessThan(30_000);
  });
});
