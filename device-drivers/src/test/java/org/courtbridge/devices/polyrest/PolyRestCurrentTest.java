package org.courtbridge.devices.polyrest;

/** A version that has its resources elsewhere. */
class PolyRestCurrentTest extends PolyRestContract {

    @Override
    protected String root() {
        return "/rest/current/";
    }
}
