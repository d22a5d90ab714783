/** The languages that the program speaks. Start at {@link org.courtbridge.gateway.language.Language}. */
@NullMarked
package org.courtbridge.gateway.language;

import org.jspecify.annotations.NullMarked;
