package org.courtbridge.devices.onvif;

/** A service of a camera, by its namespace. */
enum OnvifService {
    DEVICE("http://www.onvif.org/ver10/device/wsdl"),
    MEDIA("http://www.onvif.org/ver10/media/wsdl"),
    PTZ("http://www.onvif.org/ver20/ptz/wsdl");

    private final String namespace;

    OnvifService(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }
}
