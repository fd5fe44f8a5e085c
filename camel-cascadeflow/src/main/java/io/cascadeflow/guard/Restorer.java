package io.cascadeflow.guard;

import io.cascadeflow.guard.Vault.Into;

/**
 * Puts values back into a text that comes in pieces, cut anywhere: what may be the beginning of a placeholder is held back
 * until it is one or is none. Of one thread.
 */
public final class Restorer {

    private final Vault vault;
    private final Into into;
    private final StringBuilder held = new StringBuilder();

    Restorer(Vault vault, Into into) {
        this.vault = vault;
        this.into = into;
    }

    /** For a text. */
    public static Restorer ofText(Vault vault) {
        return new Restorer(vault, Into.TEXT);
    }

    /** For a JSON document, which stays valid. */
    public static Restorer ofJson(Vault vault) {
        return new Restorer(vault, Into.JSON);
    }

    /** What can be said once this has come; empty when all is held back. */
    public String accept(String piece) {
        held.append(piece);
        return said(vault.open(held));
    }

    /** What is held back is somebody else's from now on. */
    String taken() {
        String taken = held.toString();
        held.setLength(0);
        return taken;
    }

    /** What was held back; there is nothing more to come. */
    public String end() {
        return said(held.length());
    }

    private String said(int end) {
        String said = vault.restored(held.substring(0, end), into);
        held.delete(0, end);
        return said;
    }
}
