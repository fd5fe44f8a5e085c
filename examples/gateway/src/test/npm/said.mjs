/** An answer in the words of the tests. */
export function said(parts) {
  return { pieces: [], calls: [], finish: '', inputTokens: 0, outputTokens: 0, tokens: [], ...parts };
}

export function imageUrl(image) {
  return image.url ?? `data:image/png;base64,${image.base64}`;
}

export function schemaOf(tool) {
  return {
    type: 'object',
    properties: { [tool.parameter]: { type: 'string' } },
    required: [tool.parameter],
    additionalProperties: false,
  };
}
