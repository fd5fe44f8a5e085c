package io.cascadeflow.camel.gateway;

import io.cascadeflow.provider.Pause;

/** Where clients come in: a server of the gateway's own, or one that is there already. */
interface Entrance {

    /**
     * Lets clients in from now on.
     *
     * @param open whether whoever comes in may ask, as no key is configured
     * @param pause for limits on time
     * @return where it is, for the log
     * @throws IllegalArgumentException when it is open, and others than this machine could come in
     */
    String open(Gateway gateway, boolean open, Pause pause) throws Exception;

    /** Lets nobody in any more. */
    void close();
}
