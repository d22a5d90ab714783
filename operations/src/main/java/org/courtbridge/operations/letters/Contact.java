package org.courtbridge.operations.letters;

/**
 * Somebody whom the other side can reach.
 *
 * @param name surname, name and patronymic
 * @param details telephone number, e-mail address or both; empty if there are none
 */
public record Contact(String name, String details) {

    String inOneLine() {
        return details.isEmpty() ? name : name + ", " + details;
    }
}
