#pragma once

#include <adwaita.h>

#include "model-problem.h"

G_BEGIN_DECLS

#define CAB_TYPE_ERROR_PAGE (cab_error_page_get_type ())

/* Stands where the thing would have stood: the problem's title and sentence, a button for its way
 * on, and a Details fold with a copy button. Property "problem" (ModelProblem, nullable).
 * Signal "way" (ModelWay): the person chose the way on. */
G_DECLARE_FINAL_TYPE (CabErrorPage, cab_error_page, CAB, ERROR_PAGE, AdwBin)

GtkWidget    *cab_error_page_new         (void);
void          cab_error_page_set_problem (CabErrorPage *self, ModelProblem *problem);
ModelProblem *cab_error_page_get_problem (CabErrorPage *self);    /* (nullable) */

G_END_DECLS
