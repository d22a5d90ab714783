package org.courtbridge.operations.letters;

/**
 * Somebody who is to attend a hearing by communications technology.
 *
 * @param status in the proceedings, in the language of the letter, such as "witness"
 * @param name surname, name and patronymic
 */
public record Participant(String status, String name) {

    String inOneLine() {
        return status.isEmpty() ? name : status + " " + name;
    }
}
