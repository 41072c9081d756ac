#pragma once

#include "cab-page-view.h"

G_BEGIN_DECLS

#define CAB_TYPE_FIND_MARKS (cab_find_marks_get_type ())

/* Beside the scroll bar: where in the document something was found. Takes no clicks. */
G_DECLARE_FINAL_TYPE (CabFindMarks, cab_find_marks, CAB, FIND_MARKS, GtkWidget)

GtkWidget *cab_find_marks_new  (void);
void       cab_find_marks_set  (CabFindMarks *self, CabPageView *view, ViewerFind *find);

G_END_DECLS
