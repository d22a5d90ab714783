package org.courtbridge.provisioning.files;

/** A template that cannot be read or rendered, or a value that its format cannot hold; the message has no value in it. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
