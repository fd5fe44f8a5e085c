package io.cascadeflow.agent.memory;

/**
 * Whose conversation, and which. Two tenants may give theirs the same id: they are two conversations.
 *
 * @param tenant empty where there are no tenants
 * @param id not blank
 */
public record ConversationKey(String tenant, String id) {

    private static final int LONGEST = 160;

    public ConversationKey {
        if (id.isBlank() || id.length() > LONGEST || tenant.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the id of a conversation has 1 to %d characters, and its tenant up to as many".formatted(LONGEST));
        }
    }
}
