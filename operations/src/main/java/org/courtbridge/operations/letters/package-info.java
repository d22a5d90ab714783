/**
 * The letters of Order No. 7 of 15 October 2019 about hearings by communications technology: the application (Appendix 1) and the
 * response (Appendix 2), as PDF in Kazakh, Russian or English. Start at {@link org.courtbridge.operations.letters.LetterPdf}.
 */
@NullMarked
package org.courtbridge.operations.letters;

import org.jspecify.annotations.NullMarked;
