using System.Text;
using static OverparamBounds.Jobs.Tests.BadSweeps.BadSweep;

namespace OverparamBounds.Jobs.Tests.BadSweeps;

/// <summary>Files that are wrong before any key is understood: bytes, encodings, grammar.</summary>
internal static class BadFiles
{
    private const string Sound = "name: bad\ntask: xor\nsearch: {}\n";

    public static IEnumerable<BadSweep> All =>
    [
        Bytes("empty file", [], "1:1", "the file is empty"),
        Bytes("blank lines alone", "\n \t\r\n"u8.ToArray(), "1:1", "the file is empty"),
        Bytes("byte-order mark alone", [0xEF, 0xBB, 0xBF], "1:1", "the file is empty"),
        Yaml("comments alone", "# nothing\n# here\n", "1:1", "the file is empty"),
        Bytes("UTF-16, little end first", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sound)], "1:1", "UTF-16"),
        Bytes("UTF-16, big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Sound)], "1:1", "UTF-16"),
        Bytes("UTF-16 without a mark", Encoding.Unicode.GetBytes(Sound), "1:2", "NUL byte"),
        Bytes("UTF-32 with a mark", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Sound)], "1:1", "UTF-32"),
        Bytes("NUL in a name", "name: b\0d\ntask: xor\nsearch: {}\n"u8.ToArray(), "1:8", "NUL byte"),
        Bytes("Latin-1", [.. "name: "u8, 0xE9, .. "\ntask: xor\nsearch: {}\n"u8], "1:7", "no UTF-8"),
        Bytes("overlong slash", [.. "name: a"u8, 0xC0, 0xAF, .. "\ntask: xor\nsearch: {}\n"u8], "1:8", "no UTF-8"),
        Bytes("surrogate in UTF-8", [.. "name: a"u8, 0xED, 0xA0, 0x80, .. "\n"u8], "1:8", "no UTF-8"),
        Bytes("character cut at the end", [.. "name: a\ntask: xor\nsearch: {} # "u8, 0xE2, 0x82], "3:14", "no UTF-8"),
        Bytes("ten megabytes", [.. Encoding.UTF8.GetBytes(Sound), .. Enumerable.Repeat((byte)'#', 10_000_000)], "", "10000031 bytes"),
        new("other ending", "bad.toml", Encoding.UTF8.GetBytes(Sound), "", ".json, .yaml or .yml"),
        new("no ending", "bad", Encoding.UTF8.GetBytes(Sound), "", "rename it"),
        Yaml("text alone", "xor\n", "1:1", "keys such as name"),
        Yaml("list alone", "- xor\n", "1:1", "keys such as name"),
        Json("number alone", "5", "1:1", "keys such as name"),
        Json("null alone", "null", "1:1", "keys such as name"),
        Yaml("bracket open", "name: bad\ntask: [xor\n", "3:1", "no YAML"),
        Yaml("quote open", "name: \"bad\ntask: xor\n", "1:7", "no YAML"),
        Yaml("brace closes nothing", "name: bad\ntask: xor\nsearch: }\n", "3:9", "no YAML"),
        Yaml("indentation by a tab", "name: bad\ntask: xor\nsearch:\n\tsuccess: 0.9\n", "3:7", "no YAML"),
        Yaml("indentation that jumps", "name: bad\n  task: xor\nsearch: {}\n", "2:7", "no YAML"),
        Yaml("escape unknown", "name: \"b\\qd\"\ntask: xor\nsearch: {}\n", "1:7", "no YAML"),
        Yaml("escape of half a character", "name: \"\\ud800\"\ntask: xor\nsearch: {}\n", "1:7", "no YAML"),
        Yaml("escape beyond Unicode", "name: \"\\UFFFFFFFF\"\ntask: xor\nsearch: {}\n", "1:5", "no YAML"),
        Yaml("second document", Sound + "---\n" + Sound, "4:1", "second document"),
        Yaml("anchor", "name: bad\ntask: &t xor\nsearch: {}\n", "2:7", "&t is an anchor"),
        Yaml("alias", "name: bad\ntask: *t\nsearch: {}\n", "2:7", "*t is an alias"),
        Yaml("anchor of a key", "&k name: bad\ntask: xor\nsearch: {}\n", "1:1", "anchor"),
        Yaml("merge key", "name: bad\ntask: xor\n<<: {steps: 5}\nsearch: {}\n", "3:1", "'<<'"),
        Yaml("billion laughs", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "1:4", "&a is an anchor"),
        Yaml("tag of a type", "name: !!python/object:os.system bad\ntask: xor\nsearch: {}\n", "1:7", "is a tag"),
        Yaml("tag of a standard type", "name: bad\ntask: xor\nsteps: !!int 5\nsearch: {}\n", "3:8", "is a tag"),
        Yaml("tag of one's own", "name: bad\ntask: !secret xor\nsearch: {}\n", "2:7", "is a tag"),
        Yaml("nine lists deep", $"name: bad\ntask: {new string('[', 9)}xor{new string(']', 9)}\nsearch: {{}}\n", "2:14", "more than 8 deep"),
        Yaml("hundred thousand lists deep", $"name: bad\ntask: {new string('[', 100_000)}\n", "2:14", "more than 8 deep"),
        Yaml("maps deep in block style", "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h:\n        i: 1\n", "9:9", "more than 8 deep"),
        Yaml("list as a key", "name: bad\ntask: xor\n? [a, b]\n: c\nsearch: {}\n", "3:3", "key is expected"),
        Json("JSON cut in a key", "{\"name\": \"bad\", \"ta", "1:20", "no JSON"),
        Json("JSON cut behind a value", "{\"name\": \"bad\"", "1:15", "no JSON"),
        Json("JSON with a comment", "{\n  // why\n  \"name\": \"bad\"\n}", "2:3", "no JSON"),
        Json("JSON with a comma too many", "{\n  \"name\": \"bad\",\n}", "3:1", "no JSON"),
        Json("JSON with bare words", "{name: bad, task: xor, search: {}}", "1:2", "no JSON"),
        Json("JSON with single quotes", "{'name': 'bad'}", "1:2", "no JSON"),
        Json("JSON with a decimal comma", "{\n  \"name\": \"bad\",\n  \"task\": \"xor\",\n  \"search\": {\"success\": 0,9}\n}", "4:27", "no JSON"),
        Json("JSON with NaN", "{\"name\": \"bad\", \"task\": \"xor\", \"search\": {\"success\": NaN}}", "1:54", "no JSON"),
        Json("JSON with Infinity", "{\"name\": \"bad\", \"task\": \"xor\", \"search\": {\"ratio\": Infinity}}", "1:52", "no JSON"),
        Json("JSON with a leading zero", "{\"name\": \"bad\", \"task\": \"xor\", \"steps\": 0300, \"search\": {}}", "1:42", "no JSON"),
        Json("JSON with a plus", "{\"name\": \"bad\", \"task\": \"xor\", \"steps\": +300, \"search\": {}}", "1:41", "no JSON"),
        Json("JSON followed by more", "{\"name\": \"bad\", \"task\": \"xor\", \"search\": {}} {}", "1:46", "no JSON"),
        Json("JSON with half a character", "{\"name\": \"\\ud800\", \"task\": \"xor\", \"search\": {}}", "1:10", "half a character"),
        Json("JSON with a line end in a text", "{\"name\": \"b\nd\", \"task\": \"xor\", \"search\": {}}", "1:12", "no JSON"),
        Json("JSON nine deep", "{\"task\": [[[[[[[[[\"xor\"]]]]]]]]]}", "1:17", "more than 8 deep"),
        Json("JSON behind a wide character", "{\"name\": \"😀é\", \"tusk\": 1}", "1:17", "no key is called 'tusk'"),
    ];
}
