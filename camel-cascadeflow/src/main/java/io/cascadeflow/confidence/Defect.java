package io.cascadeflow.confidence;

/** A structural fault that no confidence can outweigh: an answer with one is never accepted. */
public enum Defect {
    /** No text and no tool call. */
    EMPTY,
    /** Cut off: by the output limit, by a full context, or in mid-reply. */
    TRUNCATED,
    /** Withheld by the provider's content filter. */
    FILTERED,
    /** The model refused, by the provider's own mark. */
    REFUSED,
    /** The provider reports that it failed while it generated. */
    FAILED,
    /** Stuck: the same words over and over. */
    REPETITIVE,
    /** Not in the response format that was asked for. */
    WRONG_FORMAT,
    /** A tool call that is not valid: unknown tool, arguments that are not JSON or do not fit the schema. */
    INVALID_TOOL_CALL,
    /** Cites a passage that was not given, or none where it has to. */
    WRONG_CITATIONS
}
