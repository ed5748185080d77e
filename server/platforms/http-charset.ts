/** Where a text says its own encoding: the first line of an XML document. */
const XML_PROLOG = /^\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']/;

/**
 * How the bytes of an answer become text: by its byte order mark, its header, its first line, in this
 * order (RFC 7303, section 3); UTF-8 where nothing is said, or nothing that is known.
 */
export function decoderFor(contentType: string | null, start: Uint8Array): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder("utf-16le");
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder("utf-16be");
  const type = contentType?.toLowerCase() ?? "";
  // JSON is UTF-8 whatever else is said (RFC 8259, section 8.1).
  if (type.includes("json") || start[0] === 0xef) return new TextDecoder();
  const header = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/.exec(type)?.[1];
  const line = new TextDecoder("latin1").decode(start.subarray(0, 200));
  return named(header ?? XML_PROLOG.exec(line)?.[1]);
}

function named(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
