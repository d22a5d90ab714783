/** The languages that the program speaks. Start at {@link org.courtbridge.media.language.Language}. */
@NullMarked
package org.courtbridge.media.language;

import org.jspecify.annotations.NullMarked;
