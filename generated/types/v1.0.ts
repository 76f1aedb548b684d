// Generated from openapi/ by `make generate`: edit the contract, not this file.
export type BinaryBody = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;
export interface paths {
  "/$metadata": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the schema of the service
     * @description Returns the CSDL document of this API version: entity types, properties, navigation properties and entity sets,
     *     in XML.
     *
     *     It tells which entities have a `picture` navigation property (a collection in this version) and what the stream
     *     property is called.
     */
    get: operations["getServiceMetadata"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List companies
     * @description Returns the companies that the caller may open. Every picture request names its company by `id`.
     *
     *     `$filter=name eq 'CRONUS International Ltd.'` finds a company by its name, which is unique within an
     *     environment. `displayName` is what people see and may differ.
     */
    get: operations["listCompanies"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/items": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    /**
     * List items
     * @description Returns the items of the company, one page at a time.
     *
     *     To find an item by its number, use `$filter=number eq '1896-S'`. Its `id` is what the picture requests need.
     *
     *     Add `$expand=picture` to include picture metadata (never the image) with each item. A width and height above 0
     *     mean that the item has an image. This replaces one request per item, but the server reads every image for it:
     *     keep pages small with `Prefer: odata.maxpagesize`. To get the next page, follow `@odata.nextLink`.
     */
    get: operations["listItems"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/items({itemId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
      };
      cookie?: never;
    };
    /**
     * Get an item
     * @description Returns one item, and with `$expand=picture` the metadata of its picture.
     *
     *     Use `lastModifiedDateTime` as a first check: every upload and delete through this API moves it. Other changes of
     *     the item move it as well.
     */
    get: operations["getItem"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/items({itemId})/picture": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of an item as a collection
     * @description Returns the picture of an item as a collection with exactly one element. The element's `id` equals the `id` of
     *     the item, so the other picture requests can be sent without this one.
     *
     *     An item without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadItemPicture` settles it.
     *
     *     If the item has several images, this is the first.
     */
    get: operations["listItemPictures"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/items({itemId})/picture({pictureId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        pictureId: components["parameters"]["ItemPictureId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of an item
     * @description Returns, by its key, the width, height, media type and media links of an item's picture. To get the image, call
     *     `downloadItemPicture`.
     *
     *     An item without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadItemPicture` settles it.
     *
     *     If the item has several images, this is the first.
     */
    get: operations["getItemPicture"];
    put?: never;
    post?: never;
    /**
     * Delete the picture of an item
     * @description Deletes the image. Afterwards the metadata shows 0×0, a download returns 204, and the `lastModifiedDateTime` of
     *     the item has moved.
     *
     *     **This deletes every image of the item**, not only the first one, which reads return.
     */
    delete: operations["deleteItemPicture"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/items({itemId})/picture({pictureId})/content": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        pictureId: components["parameters"]["ItemPictureId"];
      };
      cookie?: never;
    };
    /**
     * Download the picture of an item
     * @description Returns the stored image, or 204 with no body if there is none.
     *
     *     To notice a change, compare two downloads, for example by hash. A download need not equal the file that was
     *     uploaded: see `uploadItemPicture`.
     *
     *     If the item has several images, this is the first.
     */
    get: operations["downloadItemPicture"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Upload the picture of an item
     * @description Uploads an image. It replaces the existing one, if any, and returns 204. Use PATCH in both cases: POST is
     *     refused with `BadRequest_MethodNotAllowed` (recorded), and PUT should be (inferred).
     *
     *     **This removes every other image of the item**, not only the first one, which reads return.
     *
     *     Each upload moves the `lastModifiedDateTime` of the item and runs its triggers, such as change log and webhooks.
     */
    patch: operations["uploadItemPicture"];
    trace?: never;
  };
  "/companies({companyId})/customers": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    /**
     * List customers
     * @description Returns the customers of the company, one page at a time.
     *
     *     To find a customer by its number, use `$filter=number eq '10000'`. Its `id` is what the picture requests need.
     *
     *     Add `$expand=picture` to include picture metadata (never the image) with each customer. A width and height above
     *     0 mean that the customer has an image. This replaces one request per customer, but the server reads every image
     *     for it: keep pages small with `Prefer: odata.maxpagesize`. To get the next page, follow `@odata.nextLink`.
     */
    get: operations["listCustomers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/customers({customerId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /**
     * Get a customer
     * @description Returns one customer, and with `$expand=picture` the metadata of its picture.
     *
     *     Use `lastModifiedDateTime` as a first check: every upload and delete through this API moves it. Other changes of
     *     the customer move it as well.
     */
    get: operations["getCustomer"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/customers({customerId})/picture": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of a customer as a collection
     * @description Returns the picture of a customer as a collection with exactly one element. The element's `id` equals the `id`
     *     of the customer, so the other picture requests can be sent without this one.
     *
     *     A customer without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadCustomerPicture` settles it.
     */
    get: operations["listCustomerPictures"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/customers({customerId})/picture({pictureId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        pictureId: components["parameters"]["CustomerPictureId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of a customer
     * @description Returns, by its key, the width, height, media type and media links of a customer's picture. To get the image,
     *     call `downloadCustomerPicture`.
     *
     *     A customer without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadCustomerPicture` settles it.
     */
    get: operations["getCustomerPicture"];
    put?: never;
    post?: never;
    /**
     * Delete the picture of a customer
     * @description Deletes the image. Afterwards the metadata shows 0×0, a download returns 204, and the `lastModifiedDateTime` of
     *     the customer has moved.
     */
    delete: operations["deleteCustomerPicture"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/customers({customerId})/picture({pictureId})/content": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        pictureId: components["parameters"]["CustomerPictureId"];
      };
      cookie?: never;
    };
    /**
     * Download the picture of a customer
     * @description Returns the stored image, or 204 with no body if there is none.
     *
     *     To notice a change, compare two downloads, for example by hash. A download need not equal the file that was
     *     uploaded: see `uploadCustomerPicture`.
     */
    get: operations["downloadCustomerPicture"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Upload the picture of a customer
     * @description Uploads an image. It replaces the existing one, if any, and returns 204. Use PATCH in both cases: POST is
     *     refused with `BadRequest_MethodNotAllowed` (recorded), and PUT should be (inferred).
     *
     *     Each upload moves the `lastModifiedDateTime` of the customer and runs its triggers, such as change log and
     *     webhooks.
     */
    patch: operations["uploadCustomerPicture"];
    trace?: never;
  };
  "/companies({companyId})/vendors": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    /**
     * List vendors
     * @description Returns the vendors of the company, one page at a time.
     *
     *     To find a vendor by its number, use `$filter=number eq '30000'`. Its `id` is what the picture requests need.
     *
     *     Add `$expand=picture` to include picture metadata (never the image) with each vendor. A width and height above 0
     *     mean that the vendor has an image. This replaces one request per vendor, but the server reads every image for
     *     it: keep pages small with `Prefer: odata.maxpagesize`. To get the next page, follow `@odata.nextLink`.
     */
    get: operations["listVendors"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/vendors({vendorId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
      };
      cookie?: never;
    };
    /**
     * Get a vendor
     * @description Returns one vendor, and with `$expand=picture` the metadata of its picture.
     *
     *     Use `lastModifiedDateTime` as a first check: every upload and delete through this API moves it. Other changes of
     *     the vendor move it as well.
     */
    get: operations["getVendor"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/vendors({vendorId})/picture": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of a vendor as a collection
     * @description Returns the picture of a vendor as a collection with exactly one element. The element's `id` equals the `id` of
     *     the vendor, so the other picture requests can be sent without this one.
     *
     *     A vendor without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadVendorPicture` settles it.
     */
    get: operations["listVendorPictures"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/vendors({vendorId})/picture({pictureId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        pictureId: components["parameters"]["VendorPictureId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of a vendor
     * @description Returns, by its key, the width, height, media type and media links of a vendor's picture. To get the image, call
     *     `downloadVendorPicture`.
     *
     *     A vendor without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadVendorPicture` settles it.
     */
    get: operations["getVendorPicture"];
    put?: never;
    post?: never;
    /**
     * Delete the picture of a vendor
     * @description Deletes the image. Afterwards the metadata shows 0×0, a download returns 204, and the `lastModifiedDateTime` of
     *     the vendor has moved.
     */
    delete: operations["deleteVendorPicture"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/vendors({vendorId})/picture({pictureId})/content": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        pictureId: components["parameters"]["VendorPictureId"];
      };
      cookie?: never;
    };
    /**
     * Download the picture of a vendor
     * @description Returns the stored image, or 204 with no body if there is none.
     *
     *     To notice a change, compare two downloads, for example by hash. A download need not equal the file that was
     *     uploaded: see `uploadVendorPicture`.
     */
    get: operations["downloadVendorPicture"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Upload the picture of a vendor
     * @description Uploads an image. It replaces the existing one, if any, and returns 204. Use PATCH in both cases: POST is
     *     refused with `BadRequest_MethodNotAllowed` (recorded), and PUT should be (inferred).
     *
     *     Each upload moves the `lastModifiedDateTime` of the vendor and runs its triggers, such as change log and
     *     webhooks.
     */
    patch: operations["uploadVendorPicture"];
    trace?: never;
  };
  "/companies({companyId})/employees": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    /**
     * List employees
     * @description Returns the employees of the company, one page at a time.
     *
     *     To find an employee by its number, use `$filter=number eq 'WH-LEAD'`. Its `id` is what the picture requests
     *     need.
     *
     *     Add `$expand=picture` to include picture metadata (never the image) with each employee. A width and height above
     *     0 mean that the employee has an image. This replaces one request per employee, but the server reads every image
     *     for it: keep pages small with `Prefer: odata.maxpagesize`. To get the next page, follow `@odata.nextLink`.
     */
    get: operations["listEmployees"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/employees({employeeId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
      };
      cookie?: never;
    };
    /**
     * Get an employee
     * @description Returns one employee, and with `$expand=picture` the metadata of its picture.
     *
     *     Use `lastModifiedDateTime` as a first check: every upload and delete through this API moves it. Other changes of
     *     the employee move it as well.
     */
    get: operations["getEmployee"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/employees({employeeId})/picture": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of an employee as a collection
     * @description Returns the picture of an employee as a collection with exactly one element. The element's `id` equals the `id`
     *     of the employee, so the other picture requests can be sent without this one.
     *
     *     An employee without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadEmployeePicture` settles it.
     */
    get: operations["listEmployeePictures"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/employees({employeeId})/picture({pictureId})": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        pictureId: components["parameters"]["EmployeePictureId"];
      };
      cookie?: never;
    };
    /**
     * Get the picture of an employee
     * @description Returns, by its key, the width, height, media type and media links of an employee's picture. To get the image,
     *     call `downloadEmployeePicture`.
     *
     *     An employee without an image is not an error: `width` and `height` are 0 and `contentType` is empty. 0×0 with
     *     another `contentType` probably means content that the server did not recognise (inferred). A 204 from
     *     `downloadEmployeePicture` settles it.
     */
    get: operations["getEmployeePicture"];
    put?: never;
    post?: never;
    /**
     * Delete the picture of an employee
     * @description Deletes the image. Afterwards the metadata shows 0×0, a download returns 204, and the `lastModifiedDateTime` of
     *     the employee has moved.
     */
    delete: operations["deleteEmployeePicture"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/companies({companyId})/employees({employeeId})/picture({pictureId})/content": {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        pictureId: components["parameters"]["EmployeePictureId"];
      };
      cookie?: never;
    };
    /**
     * Download the picture of an employee
     * @description Returns the stored image, or 204 with no body if there is none.
     *
     *     To notice a change, compare two downloads, for example by hash. A download need not equal the file that was
     *     uploaded: see `uploadEmployeePicture`.
     */
    get: operations["downloadEmployeePicture"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Upload the picture of an employee
     * @description Uploads an image. It replaces the existing one, if any, and returns 204. Use PATCH in both cases: POST is
     *     refused with `BadRequest_MethodNotAllowed` (recorded), and PUT should be (inferred).
     *
     *     Each upload moves the `lastModifiedDateTime` of the employee and runs its triggers, such as change log and
     *     webhooks.
     */
    patch: operations["uploadEmployeePicture"];
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * ErrorDetail
     * @description What went wrong.
     */
    ErrorDetail: {
      /**
       * @description What went wrong, for programs. Match on it and not on the message, and expect codes that are not listed here. The part before
       *     the underscore is the category. Codes worth knowing:
       *
       *     - `BadRequest_InvalidToken`: `If-Match` is missing or malformed
       *     - `BadRequest_MethodNotAllowed`: POST or PUT of an image
       *     - `BadRequest_MethodNotImplemented`: a `$filter` that the server does not support
       *     - `BadRequest_NotFound`: a malformed key, or an unknown route or segment
       *     - `BadRequest_ResourceNotFound`: an unknown id or segment
       *     - `Internal_ServerError`: no permission, a deadlock (409), or a failure
       *     - `Internal_RecordNotFound`: the error of AL's own `Get`, not of an unknown id
       *     - `Request_EntityChanged`: the etag is outdated
       *     - `Application_TooManyRequests`: a limit is reached
       */
      code: string;
      /** @description What went wrong, for people, in the language of `Accept-Language`. Most messages end in `CorrelationId:  <guid>.`, with two spaces before and after the label. */
      message: string;
    };
    /**
     * ErrorResponse
     * @description The body of every error, whatever the status. A gateway in front of the server may return HTML instead.
     */
    ErrorResponse: {
      error: components["schemas"]["ErrorDetail"];
    };
    /**
     * Company
     * @description A company of the environment. A response narrowed by `$select` may lack required properties. What is not required was recorded in version 2.0 only.
     */
    Company: {
      /**
       * Format: uuid
       * @description The id of the company. Every other request uses it.
       */
      id: string;
      /** @description The version of the server's application, such as 28.0.46665.0. */
      systemVersion?: string;
      /**
       * Format: int64
       * @description A number that grows with every change of the company's record.
       */
      timestamp?: number;
      /** @description The name of the company, unique within the environment. */
      name: string;
      /** @description The name of the company as people see it. May be empty. */
      displayName?: string;
      /** @description The business profile that the company is linked to. May be empty. */
      businessProfileId?: string;
      /**
       * Format: date-time
       * @description When the company was created.
       */
      systemCreatedAt?: string;
      /**
       * Format: uuid
       * @description The user who created the company.
       */
      systemCreatedBy?: string;
      /**
       * Format: date-time
       * @description When the company was last changed.
       */
      systemModifiedAt?: string;
      /**
       * Format: uuid
       * @description The user who last changed the company.
       */
      systemModifiedBy?: string;
    };
    /**
     * CompanyCollection
     * @description The companies that the caller may open.
     */
    CompanyCollection: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /**
       * Format: int64
       * @description The number of all matches, on this page and the others. Present only with `$count=true`.
       */
      "@odata.count"?: number;
      /** @description The URL of the next page. Treat it as opaque. Absent on the last page, and if `$top` has cut the list. */
      "@odata.nextLink"?: string;
      /** @description The companies. Empty if none matches. */
      value: components["schemas"]["Company"][];
    };
    /**
     * Picture
     * @description Metadata of a picture. Every parent has one, with or without an image. `@odata` annotations depend on the requested metadata level and are therefore not required.
     */
    Picture: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /** @description The etag of the picture, for `If-Match`, with its quotes and `W/`. **It may stay the same when the image changes**, so equal etags do not prove equal images. */
      "@odata.etag"?: string;
      /**
       * Format: uuid
       * @description The id of the picture. It equals the id of the parent and does not change when the image is replaced.
       */
      id: string;
      /**
       * Format: int32
       * @description The width in pixels. 0 if there is no image, or if the content was not recognised as one.
       */
      width: number;
      /**
       * Format: int32
       * @description The height in pixels. 0 if there is no image, or if the content was not recognised as one.
       */
      height: number;
      /** @description The media type that Business Central determined from the content, such as `image/png`. `application/octet-stream` if it recognised none, empty without an image. Images that did not come through this API can carry another type: check the first bytes if the format matters. */
      contentType: string;
      /** @description URL for uploading the image, present even if there is none. On-premises it can name an internal host that callers cannot reach. */
      "content@odata.mediaEditLink"?: string;
      /** @description URL for downloading the image. The same URL as the edit link. */
      "content@odata.mediaReadLink"?: string;
    };
    /**
     * Item
     * @description An item, with the properties that matter for pictures. The real entity has many more. They are allowed, but not described here. A response narrowed by `$select` may lack required properties.
     */
    Item: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /** @description The etag of the item. To upload or delete the picture, use the etag of the picture instead. */
      "@odata.etag"?: string;
      /**
       * Format: uuid
       * @description The SystemId of the item. Picture requests use it.
       */
      id: string;
      /** @description The number of the item. Upper case, no blanks at the ends. */
      number: string;
      /** @description The name of the item as people see it. */
      displayName: string;
      /**
       * Format: date-time
       * @description When the item was last changed. Uploads and deletes of its picture through this API move it. Images from the product's ZIP import or from Master Data Management do not, so a sync by this date misses them.
       */
      lastModifiedDateTime: string;
      /** @description The metadata of the picture, present only with `$expand=picture`: an array with one element (documented for v1.0, inferred for beta). */
      picture?: components["schemas"]["Picture"][];
    };
    /**
     * ItemCollection
     * @description A page of items.
     */
    ItemCollection: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /**
       * Format: int64
       * @description The number of all matches, on this page and the others. Present only with `$count=true`.
       */
      "@odata.count"?: number;
      /** @description The URL of the next page. Treat it as opaque. Absent on the last page, and if `$top` has cut the list. */
      "@odata.nextLink"?: string;
      /** @description The items of this page. Empty if none matches. */
      value: components["schemas"]["Item"][];
    };
    /**
     * PictureCollection
     * @description The picture of one parent, as a collection with a single element.
     */
    PictureCollection: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /** @description The one picture, with or without an image. */
      value: components["schemas"]["Picture"][];
    };
    /**
     * Customer
     * @description A customer, with the properties that matter for pictures. The real entity has many more. They are allowed, but not described here. A response narrowed by `$select` may lack required properties.
     */
    Customer: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /** @description The etag of the customer. To upload or delete the picture, use the etag of the picture instead. */
      "@odata.etag"?: string;
      /**
       * Format: uuid
       * @description The SystemId of the customer. Picture requests use it.
       */
      id: string;
      /** @description The number of the customer. Upper case, no blanks at the ends. */
      number: string;
      /** @description The name of the customer as people see it. */
      displayName: string;
      /**
       * Format: date-time
       * @description When the customer was last changed. Uploads and deletes of its picture through this API move it. Images from the product's ZIP import or from Master Data Management do not, so a sync by this date misses them.
       */
      lastModifiedDateTime: string;
      /** @description The metadata of the picture, present only with `$expand=picture`: an array with one element (documented for v1.0, inferred for beta). */
      picture?: components["schemas"]["Picture"][];
    };
    /**
     * CustomerCollection
     * @description A page of customers.
     */
    CustomerCollection: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /**
       * Format: int64
       * @description The number of all matches, on this page and the others. Present only with `$count=true`.
       */
      "@odata.count"?: number;
      /** @description The URL of the next page. Treat it as opaque. Absent on the last page, and if `$top` has cut the list. */
      "@odata.nextLink"?: string;
      /** @description The customers of this page. Empty if none matches. */
      value: components["schemas"]["Customer"][];
    };
    /**
     * Vendor
     * @description A vendor, with the properties that matter for pictures. The real entity has many more. They are allowed, but not described here. A response narrowed by `$select` may lack required properties.
     */
    Vendor: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /** @description The etag of the vendor. To upload or delete the picture, use the etag of the picture instead. */
      "@odata.etag"?: string;
      /**
       * Format: uuid
       * @description The SystemId of the vendor. Picture requests use it.
       */
      id: string;
      /** @description The number of the vendor. Upper case, no blanks at the ends. */
      number: string;
      /** @description The name of the vendor as people see it. */
      displayName: string;
      /**
       * Format: date-time
       * @description When the vendor was last changed. Uploads and deletes of its picture through this API move it. Images from the product's ZIP import or from Master Data Management do not, so a sync by this date misses them.
       */
      lastModifiedDateTime: string;
      /** @description The metadata of the picture, present only with `$expand=picture`: an array with one element (documented for v1.0, inferred for beta). */
      picture?: components["schemas"]["Picture"][];
    };
    /**
     * VendorCollection
     * @description A page of vendors.
     */
    VendorCollection: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /**
       * Format: int64
       * @description The number of all matches, on this page and the others. Present only with `$count=true`.
       */
      "@odata.count"?: number;
      /** @description The URL of the next page. Treat it as opaque. Absent on the last page, and if `$top` has cut the list. */
      "@odata.nextLink"?: string;
      /** @description The vendors of this page. Empty if none matches. */
      value: components["schemas"]["Vendor"][];
    };
    /**
     * Employee
     * @description An employee, with the properties that matter for pictures. The real entity has many more. They are allowed, but not described here. A response narrowed by `$select` may lack required properties.
     */
    Employee: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /** @description The etag of the employee. To upload or delete the picture, use the etag of the picture instead. */
      "@odata.etag"?: string;
      /**
       * Format: uuid
       * @description The SystemId of the employee. Picture requests use it.
       */
      id: string;
      /** @description The number of the employee. Upper case, no blanks at the ends. */
      number: string;
      /** @description The name of the employee as people see it. */
      displayName: string;
      /**
       * Format: date-time
       * @description When the employee was last changed. Uploads and deletes of its picture through this API move it. Images from the product's ZIP import or from Master Data Management do not, so a sync by this date misses them.
       */
      lastModifiedDateTime: string;
      /** @description The metadata of the picture, present only with `$expand=picture`: an array with one element (documented for v1.0, inferred for beta). */
      picture?: components["schemas"]["Picture"][];
    };
    /**
     * EmployeeCollection
     * @description A page of employees.
     */
    EmployeeCollection: {
      /** @description The URL in `$metadata` that describes this response. */
      "@odata.context"?: string;
      /**
       * Format: int64
       * @description The number of all matches, on this page and the others. Present only with `$count=true`.
       */
      "@odata.count"?: number;
      /** @description The URL of the next page. Treat it as opaque. Absent on the last page, and if `$top` has cut the list. */
      "@odata.nextLink"?: string;
      /** @description The employees of this page. Empty if none matches. */
      value: components["schemas"]["Employee"][];
    };
  };
  responses: {
    /**
     * @description The server does not understand the request. The code says why:
     *
     *     - `BadRequest`: `$filter` does not parse, or names an unknown property or function. `BadRequest_NotFound`
     *       with the same message occurs as well.
     *     - `Application_InvalidGUID`: a value in `$filter` is not a GUID.
     *     - `Internal_ServerError`: the caller lacks a permission, on Business Central 18. Newer servers return 403.
     *     - `Application_DialogException`: refused by business logic, or a deadlock, which can pass when repeated.
     *     - HTML, no code: the URL is longer than about 15.7 kB (on-premises).
     */
    BadRequest: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /** @description Credentials are missing, invalid or expired. Get a new token and retry once. */
    Unauthorized: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        "WWW-Authenticate": components["headers"]["AuthenticationChallenge"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description The caller lacks a permission. Business Central 18 returns 400 with the same code. Older servers are not on
     *     record.
     */
    Forbidden: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description The company, the entity or the path does not exist, or an id is not a GUID. A missing image is not a 404.
     *     The code says more:
     *
     *     - `BadRequest_ResourceNotFound`: no entity has this id (recorded on other endpoints), or a segment of the
     *       path is unknown.
     *     - `Internal_CompanyNotFound`: no company has this id.
     *     - `BadRequest_NotFound`: the id is not a GUID or the key has another form (recorded on other endpoints), or
     *       the route or a segment is unknown.
     */
    NotFound: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description Processing took longer than eight minutes. A write may have happened: read back before you repeat it. */
    RequestTimeout: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description The user has reached a limit: 6000 requests in five minutes, 95 queued or 100 connections. Wait, then retry.
     *     `Retry-After` is not documented here: use it if present, otherwise back off exponentially with jitter.
     */
    TooManyRequests: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description The server failed. Retry a read. Before you retry a write, read back what it has done. One report has this
     *     status for some seconds after a binary write. URLs longer than about 18 kB are answered with an HTML page
     *     (on-premises).
     */
    InternalServerError: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /**
     * @description A gateway got no proper response from Business Central. Wait as long as `Retry-After` says, then retry. The
     *     body may be HTML.
     */
    BadGateway: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /**
     * @description The service is busy or down, or the request waited in the queue for eight minutes. Wait as long as
     *     `Retry-After` says, then retry. The body may be HTML.
     */
    ServiceUnavailable: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /**
     * @description The gateway gave up after ten minutes. Business Central may still be at work: read back before you repeat a
     *     write. The body may be HTML.
     */
    GatewayTimeout: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /**
     * @description More than 20,000 entities were to be returned on one page. Documented. When it happens is not said, as the
     *     server pages lists itself.
     */
    PageTooLarge: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description The query is longer than about 8 kB. It comes from the gateway of Business Central online. The body is not
     *     on record, probably HTML.
     */
    UriTooLong: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "text/html": string;
      };
    };
    /**
     * @description The server does not support this `$filter`: `or` across two properties (recorded), `not` (status inferred),
     *     or `in` without `$schemaversion=2.1`.
     */
    NotImplemented: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description There is no image any more. Also returned if there was none before (inferred from the source);
     *     `lastModifiedDateTime` moves even then.
     */
    ImageDeleted: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content?: never;
    };
    /**
     * @description The delete is refused. The code says why:
     *
     *     - `Internal_ServerError`: the caller lacks a permission, on Business Central 18. Newer servers return 403.
     *     - `Application_DialogException`: refused by business logic, or a deadlock, which can pass when repeated.
     *     - HTML, no code: the URL is longer than about 15.7 kB (on-premises).
     */
    DeleteBadRequest: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /**
     * @description The code decides:
     *
     *     - `Request_EntityChanged`: the etag in `If-Match` is outdated. Read again and decide.
     *     - Others, such as `Internal_ServerError` for a deadlock: a lock, a duplicate key or a change by an
     *       administrator. It can pass when repeated.
     */
    Conflict: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description Documented for wrong headers, not recorded. Treat it like an outdated etag: read again and decide. */
    PreconditionFailed: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /**
     * @description The stored image. It need not be byte-identical to the uploaded file: see the request body of the upload.
     *
     *     The Content-Type of this response is not recorded. Accept `application/octet-stream` and `image/*`, and determine the format
     *     from the first bytes.
     */
    PictureDownload: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/octet-stream": Blob;
        "image/*": Blob;
      };
    };
    /** @description There is no image. The response has no body. */
    NoImage: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content?: never;
    };
    /** @description The image was stored. The response has no body. */
    ImageStored: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content?: never;
    };
    /**
     * @description The upload is refused. The code says why:
     *
     *     - `BadRequest_InvalidToken`: **`If-Match` is missing** (recorded) or malformed (reported).
     *     - `Application_DialogException`: refused by business logic, or a deadlock, which can pass when repeated. An
     *       empty body may end here as well (inferred).
     *     - `Internal_ServerError`: the caller lacks a permission, on Business Central 18. Newer servers return 403.
     *     - HTML, no code: the URL is longer than about 15.7 kB (on-premises).
     */
    UploadBadRequest: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
        "text/html": string;
      };
    };
    /** @description The body is larger than 350 MB. */
    ImageTooLarge: {
      headers: {
        "ms-correlation-x": components["headers"]["CorrelationId"];
        "request-id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
  };
  parameters: {
    /**
     * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
     * @example default
     */
    Tenant: string;
    /**
     * @description An OData condition on the companies, such as `name eq 'CRONUS International Ltd.'`.
     * @example name eq 'CRONUS International Ltd.'
     */
    CompanyFilter: string;
    /**
     * @description The properties to return, separated by commas. Default: all.
     * @example id,name,displayName,systemVersion,businessProfileId
     */
    CompanySelect: string;
    /**
     * @description The property to sort by, followed by `asc` (the default) or `desc`.
     * @example name
     */
    CompanyOrderBy: string;
    /**
     * @description The number of entities to return at most. A list cut by `$top` has no `@odata.nextLink`: use `Prefer: odata.maxpagesize` for pages. More than 20,000 is refused with 413 (documented).
     * @example 20
     */
    ODataTop: number;
    /**
     * @description The number of entities to leave out at the start. To page through a list, follow `@odata.nextLink` instead.
     * @example 0
     */
    ODataSkip: number;
    /**
     * @description Whether to include `@odata.count`, the number of all matches.
     * @example true
     */
    IncludeCount: boolean;
    /**
     * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
     * @example 2.0
     */
    SchemaVersion: string;
    /**
     * @description `odata.maxpagesize=N` asks for pages of at most N entities, with an `@odata.nextLink` to the next one. The server may cap it. One server of 2022 behind a proxy ignored it.
     * @example odata.maxpagesize=100
     */
    Prefer: string;
    /**
     * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
     * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
     */
    CompanyId: string;
    /**
     * @description An OData condition. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `startswith`, `endswith` and `contains` work; `tolower`, `toupper` and `substring` work approximately. `or` works only between conditions on one property: across two the server answers 501. Do not use `not` (501), `in` (501, or ignored by servers before 2024) or `any` and `all` (ignored): an ignored filter returns the whole list with 200. `eq` ignores case on `number` and `code` (inferred), which are stored in upper case. Whether a list can be filtered by its pictures is not known.
     * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
     */
    ODataFilter: string;
    /**
     * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
     * @example id,number,displayName,lastModifiedDateTime
     */
    EntitySelect: string;
    /**
     * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
     * @example picture
     */
    EntityExpand: string;
    /**
     * @description The property to sort by, followed by `asc` (the default) or `desc`.
     * @example lastModifiedDateTime desc
     */
    ODataOrderBy: string;
    /**
     * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
     * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
     */
    ItemId: string;
    /**
     * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
     * @example id,width,height,contentType,content
     */
    PictureSelect: string;
    /**
     * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
     * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
     */
    ItemPictureId: string;
    /**
     * @description Optional. With an outdated value from `@odata.etag`, the delete is rejected with 409. Without the header, or with `*`, it deletes whatever is stored. The etag may stay the same when the image changes.
     * @example *
     */
    IfMatchForDelete: string;
    /**
     * @description `*` overwrites whatever is stored. With a value from `@odata.etag`, the upload is rejected with 409 if the picture has changed since. A missing or malformed header returns 400. The etag may stay the same when the image changes, so it does not rule out lost updates.
     * @example *
     */
    IfMatchForUpload: string;
    /**
     * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
     * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
     */
    CustomerId: string;
    /**
     * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
     * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
     */
    CustomerPictureId: string;
    /**
     * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
     * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
     */
    VendorId: string;
    /**
     * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
     * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
     */
    VendorPictureId: string;
    /**
     * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
     * @example fbb46621-9803-5be5-8122-bd070abc617b
     */
    EmployeeId: string;
    /**
     * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
     * @example fbb46621-9803-5be5-8122-bd070abc617b
     */
    EmployeePictureId: string;
  };
  requestBodies: {
    /**
     * @description The image file itself, up to 350 MB: no JSON, no Base64, no multipart form. BMP, GIF, JPEG and PNG are certain to work.
     *
     *     **The stored bytes are not the uploaded bytes.** Business Central decodes images that it recognises and saves them anew
     *     (measured on media fields, inferred for this API):
     *
     *     - Width and height stay. The pixels of BMP, GIF and PNG stay too (inferred). Colour type, EXIF and comments need not, and
     *       animations may lose frames.
     *     - A JPEG is probably compressed again with each upload, so do not upload downloads again.
     *     - Whether EXIF orientation and colour profiles survive is not known.
     *
     *     What is not recognised as an image is stored byte for byte, with 0×0: WebP, SVG and HEIC, for example (inferred). Of a PNG only
     *     the signature is checked, so a damaged file is accepted. Executable files are refused (reported).
     *
     *     An empty body may remove the image or be refused with 400: it is not known which.
     *
     *     Practitioners recommend 1024 to 1600 pixels and about 250 KB. Reports do not show GIF.
     */
    PictureUpload: {
      content: {
        "application/octet-stream": BinaryBody;
      };
    };
  };
  headers: {
    /**
     * @description The id under which the server logged the request. Quote it in support requests to Microsoft.
     * @example 8d6e3b1f-52c7-4a90-9f2b-0c7d4e1a6b35
     */
    CorrelationId: string;
    /**
     * @description The id of the request, in every recorded response.
     * @example 2f0c6a1e-7f35-4b8a-9a64-3d1c5be7a902
     */
    RequestId: string;
    /**
     * @description The OData version of the response.
     * @example 4.0
     */
    ODataVersion: string;
    /**
     * @description The accepted kind of authentication. One server is on record with it, and a relay cannot be ruled out.
     * @example Basic realm="Business Central", charset="UTF-8"
     */
    AuthenticationChallenge: string;
    /**
     * @description How many seconds to wait before the next attempt, or a date. Documented for 502 and 503. With 429 it may be missing.
     * @example 30
     */
    RetryAfter: string;
    /**
     * @description The etag as a header. No recording shows it: use `@odata.etag` in the body.
     * @example W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"
     */
    ETag: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getServiceMetadata: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The CSDL document. The example shows the part that concerns pictures. The real document is far larger. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/xml": string;
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listCompanies: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description An OData condition on the companies, such as `name eq 'CRONUS International Ltd.'`.
         * @example name eq 'CRONUS International Ltd.'
         */
        $filter?: components["parameters"]["CompanyFilter"];
        /**
         * @description The properties to return, separated by commas. Default: all.
         * @example id,name,displayName,systemVersion,businessProfileId
         */
        $select?: components["parameters"]["CompanySelect"];
        /**
         * @description The property to sort by, followed by `asc` (the default) or `desc`.
         * @example name
         */
        $orderby?: components["parameters"]["CompanyOrderBy"];
        /**
         * @description The number of entities to return at most. A list cut by `$top` has no `@odata.nextLink`: use `Prefer: odata.maxpagesize` for pages. More than 20,000 is refused with 413 (documented).
         * @example 20
         */
        $top?: components["parameters"]["ODataTop"];
        /**
         * @description The number of entities to leave out at the start. To page through a list, follow `@odata.nextLink` instead.
         * @example 0
         */
        $skip?: components["parameters"]["ODataSkip"];
        /**
         * @description Whether to include `@odata.count`, the number of all matches.
         * @example true
         */
        $count?: components["parameters"]["IncludeCount"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: {
        /**
         * @description `odata.maxpagesize=N` asks for pages of at most N entities, with an `@odata.nextLink` to the next one. The server may cap it. One server of 2022 behind a proxy ignored it.
         * @example odata.maxpagesize=100
         */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The companies. An empty `value` means that none matches, or that the caller may open none. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CompanyCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PageTooLarge"];
      414: components["responses"]["UriTooLong"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      501: components["responses"]["NotImplemented"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listItems: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description An OData condition. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `startswith`, `endswith` and `contains` work; `tolower`, `toupper` and `substring` work approximately. `or` works only between conditions on one property: across two the server answers 501. Do not use `not` (501), `in` (501, or ignored by servers before 2024) or `any` and `all` (ignored): an ignored filter returns the whole list with 200. `eq` ignores case on `number` and `code` (inferred), which are stored in upper case. Whether a list can be filtered by its pictures is not known.
         * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
         */
        $filter?: components["parameters"]["ODataFilter"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The property to sort by, followed by `asc` (the default) or `desc`.
         * @example lastModifiedDateTime desc
         */
        $orderby?: components["parameters"]["ODataOrderBy"];
        /**
         * @description The number of entities to return at most. A list cut by `$top` has no `@odata.nextLink`: use `Prefer: odata.maxpagesize` for pages. More than 20,000 is refused with 413 (documented).
         * @example 20
         */
        $top?: components["parameters"]["ODataTop"];
        /**
         * @description The number of entities to leave out at the start. To page through a list, follow `@odata.nextLink` instead.
         * @example 0
         */
        $skip?: components["parameters"]["ODataSkip"];
        /**
         * @description Whether to include `@odata.count`, the number of all matches.
         * @example true
         */
        $count?: components["parameters"]["IncludeCount"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: {
        /**
         * @description `odata.maxpagesize=N` asks for pages of at most N entities, with an `@odata.nextLink` to the next one. The server may cap it. One server of 2022 behind a proxy ignored it.
         * @example odata.maxpagesize=100
         */
        Prefer?: components["parameters"]["Prefer"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of items. An empty `value` means that no item matches. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ItemCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PageTooLarge"];
      414: components["responses"]["UriTooLong"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      501: components["responses"]["NotImplemented"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getItem: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The item. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Item"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listItemPictures: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A collection of exactly one picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PictureCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getItemPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        pictureId: components["parameters"]["ItemPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metadata of the picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Picture"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  deleteItemPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: {
        /**
         * @description Optional. With an outdated value from `@odata.etag`, the delete is rejected with 409. Without the header, or with `*`, it deletes whatever is stored. The etag may stay the same when the image changes.
         * @example *
         */
        "If-Match"?: components["parameters"]["IfMatchForDelete"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        pictureId: components["parameters"]["ItemPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: components["responses"]["ImageDeleted"];
      400: components["responses"]["DeleteBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No item has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204 (inferred). */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  downloadItemPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        pictureId: components["parameters"]["ItemPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["PictureDownload"];
      204: components["responses"]["NoImage"];
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No item has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  uploadItemPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header: {
        /**
         * @description `*` overwrites whatever is stored. With a value from `@odata.etag`, the upload is rejected with 409 if the picture has changed since. A missing or malformed header returns 400. The etag may stay the same when the image changes, so it does not rule out lost updates.
         * @example *
         */
        "If-Match": components["parameters"]["IfMatchForUpload"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`. The item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: components["parameters"]["ItemId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the item and does not change when the image is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        pictureId: components["parameters"]["ItemPictureId"];
      };
      cookie?: never;
    };
    requestBody: components["requestBodies"]["PictureUpload"];
    responses: {
      204: components["responses"]["ImageStored"];
      400: components["responses"]["UploadBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No item has this id, no company has that one, or an id is not a GUID. That there is no image yet is not an error. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["ImageTooLarge"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listCustomers: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description An OData condition. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `startswith`, `endswith` and `contains` work; `tolower`, `toupper` and `substring` work approximately. `or` works only between conditions on one property: across two the server answers 501. Do not use `not` (501), `in` (501, or ignored by servers before 2024) or `any` and `all` (ignored): an ignored filter returns the whole list with 200. `eq` ignores case on `number` and `code` (inferred), which are stored in upper case. Whether a list can be filtered by its pictures is not known.
         * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
         */
        $filter?: components["parameters"]["ODataFilter"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The property to sort by, followed by `asc` (the default) or `desc`.
         * @example lastModifiedDateTime desc
         */
        $orderby?: components["parameters"]["ODataOrderBy"];
        /**
         * @description The number of entities to return at most. A list cut by `$top` has no `@odata.nextLink`: use `Prefer: odata.maxpagesize` for pages. More than 20,000 is refused with 413 (documented).
         * @example 20
         */
        $top?: components["parameters"]["ODataTop"];
        /**
         * @description The number of entities to leave out at the start. To page through a list, follow `@odata.nextLink` instead.
         * @example 0
         */
        $skip?: components["parameters"]["ODataSkip"];
        /**
         * @description Whether to include `@odata.count`, the number of all matches.
         * @example true
         */
        $count?: components["parameters"]["IncludeCount"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: {
        /**
         * @description `odata.maxpagesize=N` asks for pages of at most N entities, with an `@odata.nextLink` to the next one. The server may cap it. One server of 2022 behind a proxy ignored it.
         * @example odata.maxpagesize=100
         */
        Prefer?: components["parameters"]["Prefer"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of customers. An empty `value` means that no customer matches. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CustomerCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PageTooLarge"];
      414: components["responses"]["UriTooLong"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      501: components["responses"]["NotImplemented"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getCustomer: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The customer. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Customer"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listCustomerPictures: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A collection of exactly one picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PictureCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getCustomerPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        pictureId: components["parameters"]["CustomerPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metadata of the picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Picture"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  deleteCustomerPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: {
        /**
         * @description Optional. With an outdated value from `@odata.etag`, the delete is rejected with 409. Without the header, or with `*`, it deletes whatever is stored. The etag may stay the same when the image changes.
         * @example *
         */
        "If-Match"?: components["parameters"]["IfMatchForDelete"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        pictureId: components["parameters"]["CustomerPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: components["responses"]["ImageDeleted"];
      400: components["responses"]["DeleteBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No customer has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204 (inferred). */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  downloadCustomerPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        pictureId: components["parameters"]["CustomerPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["PictureDownload"];
      204: components["responses"]["NoImage"];
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No customer has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  uploadCustomerPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header: {
        /**
         * @description `*` overwrites whatever is stored. With a value from `@odata.etag`, the upload is rejected with 409 if the picture has changed since. A missing or malformed header returns 400. The etag may stay the same when the image changes, so it does not rule out lost updates.
         * @example *
         */
        "If-Match": components["parameters"]["IfMatchForUpload"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`. The customer number does not work here.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        customerId: components["parameters"]["CustomerId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the customer and does not change when the image is replaced.
         * @example eb9245a6-e9a4-566a-afa6-1e3651ac737e
         */
        pictureId: components["parameters"]["CustomerPictureId"];
      };
      cookie?: never;
    };
    requestBody: components["requestBodies"]["PictureUpload"];
    responses: {
      204: components["responses"]["ImageStored"];
      400: components["responses"]["UploadBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No customer has this id, no company has that one, or an id is not a GUID. That there is no image yet is not an error. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["ImageTooLarge"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listVendors: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description An OData condition. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `startswith`, `endswith` and `contains` work; `tolower`, `toupper` and `substring` work approximately. `or` works only between conditions on one property: across two the server answers 501. Do not use `not` (501), `in` (501, or ignored by servers before 2024) or `any` and `all` (ignored): an ignored filter returns the whole list with 200. `eq` ignores case on `number` and `code` (inferred), which are stored in upper case. Whether a list can be filtered by its pictures is not known.
         * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
         */
        $filter?: components["parameters"]["ODataFilter"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The property to sort by, followed by `asc` (the default) or `desc`.
         * @example lastModifiedDateTime desc
         */
        $orderby?: components["parameters"]["ODataOrderBy"];
        /**
         * @description The number of entities to return at most. A list cut by `$top` has no `@odata.nextLink`: use `Prefer: odata.maxpagesize` for pages. More than 20,000 is refused with 413 (documented).
         * @example 20
         */
        $top?: components["parameters"]["ODataTop"];
        /**
         * @description The number of entities to leave out at the start. To page through a list, follow `@odata.nextLink` instead.
         * @example 0
         */
        $skip?: components["parameters"]["ODataSkip"];
        /**
         * @description Whether to include `@odata.count`, the number of all matches.
         * @example true
         */
        $count?: components["parameters"]["IncludeCount"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: {
        /**
         * @description `odata.maxpagesize=N` asks for pages of at most N entities, with an `@odata.nextLink` to the next one. The server may cap it. One server of 2022 behind a proxy ignored it.
         * @example odata.maxpagesize=100
         */
        Prefer?: components["parameters"]["Prefer"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of vendors. An empty `value` means that no vendor matches. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VendorCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PageTooLarge"];
      414: components["responses"]["UriTooLong"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      501: components["responses"]["NotImplemented"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getVendor: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The vendor. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Vendor"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listVendorPictures: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A collection of exactly one picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PictureCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getVendorPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        pictureId: components["parameters"]["VendorPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metadata of the picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Picture"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  deleteVendorPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: {
        /**
         * @description Optional. With an outdated value from `@odata.etag`, the delete is rejected with 409. Without the header, or with `*`, it deletes whatever is stored. The etag may stay the same when the image changes.
         * @example *
         */
        "If-Match"?: components["parameters"]["IfMatchForDelete"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        pictureId: components["parameters"]["VendorPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: components["responses"]["ImageDeleted"];
      400: components["responses"]["DeleteBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No vendor has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204 (inferred). */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  downloadVendorPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        pictureId: components["parameters"]["VendorPictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["PictureDownload"];
      204: components["responses"]["NoImage"];
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No vendor has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  uploadVendorPicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header: {
        /**
         * @description `*` overwrites whatever is stored. With a value from `@odata.etag`, the upload is rejected with 409 if the picture has changed since. A missing or malformed header returns 400. The etag may stay the same when the image changes, so it does not rule out lost updates.
         * @example *
         */
        "If-Match": components["parameters"]["IfMatchForUpload"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`. The vendor number does not work here.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        vendorId: components["parameters"]["VendorId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the vendor and does not change when the image is replaced.
         * @example d3fcfc33-08db-5521-a9ea-1fece22d309b
         */
        pictureId: components["parameters"]["VendorPictureId"];
      };
      cookie?: never;
    };
    requestBody: components["requestBodies"]["PictureUpload"];
    responses: {
      204: components["responses"]["ImageStored"];
      400: components["responses"]["UploadBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No vendor has this id, no company has that one, or an id is not a GUID. That there is no image yet is not an error. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["ImageTooLarge"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listEmployees: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description An OData condition. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `startswith`, `endswith` and `contains` work; `tolower`, `toupper` and `substring` work approximately. `or` works only between conditions on one property: across two the server answers 501. Do not use `not` (501), `in` (501, or ignored by servers before 2024) or `any` and `all` (ignored): an ignored filter returns the whole list with 200. `eq` ignores case on `number` and `code` (inferred), which are stored in upper case. Whether a list can be filtered by its pictures is not known.
         * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
         */
        $filter?: components["parameters"]["ODataFilter"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The property to sort by, followed by `asc` (the default) or `desc`.
         * @example lastModifiedDateTime desc
         */
        $orderby?: components["parameters"]["ODataOrderBy"];
        /**
         * @description The number of entities to return at most. A list cut by `$top` has no `@odata.nextLink`: use `Prefer: odata.maxpagesize` for pages. More than 20,000 is refused with 413 (documented).
         * @example 20
         */
        $top?: components["parameters"]["ODataTop"];
        /**
         * @description The number of entities to leave out at the start. To page through a list, follow `@odata.nextLink` instead.
         * @example 0
         */
        $skip?: components["parameters"]["ODataSkip"];
        /**
         * @description Whether to include `@odata.count`, the number of all matches.
         * @example true
         */
        $count?: components["parameters"]["IncludeCount"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: {
        /**
         * @description `odata.maxpagesize=N` asks for pages of at most N entities, with an `@odata.nextLink` to the next one. The server may cap it. One server of 2022 behind a proxy ignored it.
         * @example odata.maxpagesize=100
         */
        Prefer?: components["parameters"]["Prefer"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of employees. An empty `value` means that no employee matches. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EmployeeCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PageTooLarge"];
      414: components["responses"]["UriTooLong"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      501: components["responses"]["NotImplemented"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getEmployee: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. A narrowed response may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        $select?: components["parameters"]["EntitySelect"];
        /**
         * @description The navigation properties to include, separated by commas. `picture` includes the metadata of the picture, never the image. It makes the server read every image.
         * @example picture
         */
        $expand?: components["parameters"]["EntityExpand"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The employee. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Employee"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  listEmployeePictures: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A collection of exactly one picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PictureCollection"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  getEmployeePicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
        /**
         * @description The properties to return, separated by commas. Default: all. Whether the media links stay in a narrowed response is not recorded. The image is never part of it. A narrowed response may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        $select?: components["parameters"]["PictureSelect"];
        /**
         * @description The version of the schema: `1.0`, `2.0` or `2.1`. It decides how enum values are spelled (default `2.0` since Business Central 24), and `2.1` allows `in` and nested functions in `$filter`.
         * @example 2.0
         */
        $schemaversion?: components["parameters"]["SchemaVersion"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        pictureId: components["parameters"]["EmployeePictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The metadata of the picture. */
      200: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          "odata-version": components["headers"]["ODataVersion"];
          ETag: components["headers"]["ETag"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Picture"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  deleteEmployeePicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: {
        /**
         * @description Optional. With an outdated value from `@odata.etag`, the delete is rejected with 409. Without the header, or with `*`, it deletes whatever is stored. The etag may stay the same when the image changes.
         * @example *
         */
        "If-Match"?: components["parameters"]["IfMatchForDelete"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        pictureId: components["parameters"]["EmployeePictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: components["responses"]["ImageDeleted"];
      400: components["responses"]["DeleteBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No employee has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204 (inferred). */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  downloadEmployeePicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header?: never;
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        pictureId: components["parameters"]["EmployeePictureId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["PictureDownload"];
      204: components["responses"]["NoImage"];
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No employee has this id, no company has that one, or an id is not a GUID. A missing image is not a 404 but a 204. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
  uploadEmployeePicture: {
    parameters: {
      query?: {
        /**
         * @description The tenant, on multitenant on-premises servers only. Online, the path or the token names it.
         * @example default
         */
        tenant?: components["parameters"]["Tenant"];
      };
      header: {
        /**
         * @description `*` overwrites whatever is stored. With a value from `@odata.etag`, the upload is rejected with 409 if the picture has changed since. A missing or malformed header returns 400. The etag may stay the same when the image changes, so it does not rule out lost updates.
         * @example *
         */
        "If-Match": components["parameters"]["IfMatchForUpload"];
      };
      path: {
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`. This contract describes the id only, not the name.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: components["parameters"]["CompanyId"];
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`. The employee number does not work here.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        employeeId: components["parameters"]["EmployeeId"];
        /**
         * @description The `id` of the picture. It equals the `id` of the employee and does not change when the image is replaced.
         * @example fbb46621-9803-5be5-8122-bd070abc617b
         */
        pictureId: components["parameters"]["EmployeePictureId"];
      };
      cookie?: never;
    };
    requestBody: components["requestBodies"]["PictureUpload"];
    responses: {
      204: components["responses"]["ImageStored"];
      400: components["responses"]["UploadBadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      /** @description No employee has this id, no company has that one, or an id is not a GUID. That there is no image yet is not an error. */
      404: {
        headers: {
          "ms-correlation-x": components["headers"]["CorrelationId"];
          "request-id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ErrorResponse"];
        };
      };
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      412: components["responses"]["PreconditionFailed"];
      413: components["responses"]["ImageTooLarge"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["InternalServerError"];
      502: components["responses"]["BadGateway"];
      503: components["responses"]["ServiceUnavailable"];
      504: components["responses"]["GatewayTimeout"];
    };
  };
}
