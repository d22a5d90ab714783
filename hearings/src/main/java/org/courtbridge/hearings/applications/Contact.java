package org.courtbridge.hearings.applications;

import java.util.Optional;

/**
 * A person to turn to, as both appendices have it: surname, name, patronymic, contact details.
 *
 * @param telephone required, as problems are told at once (paras. 14 and 17)
 */
public record Contact(String name, String telephone, Optional<String> email) {}
