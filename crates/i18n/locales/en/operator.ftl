sign-in-operator = as operator
nav-signed-in-as-operator = Operator: { $name }
nav-tenants = Tenants
tenants-title = Tenants
tenants-empty = There is no tenant yet.
tenant-name = Company
tenant-slug = Short name
