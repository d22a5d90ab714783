package org.courtbridge.gateway;

import java.util.List;

/** The configuration is wrong; the message has all complaints, each with its line or variable. */
final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigException(List<String> complaints) {
        super(String.join(System.lineSeparator(), complaints));
    }
}
