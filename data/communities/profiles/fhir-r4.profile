# A plain FHIR R4 server (HAPI and the like), for development: nobody signs in, patients are found by
# an ordinary search and named by their logical id.

[iua]
flow=none

[patient]
search=pdqm78
identifier-query=false

[mhd]
patient-id=logical
creation-param=date
search-method=get
replace-patch-entry=false

[feature]
emergency=off
directory=off
policies=off
audit-feed=off
