// Generated from openapi/ by `make generate`: edit the contract, not this file.
export type BinaryBody = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;
export interface paths {
    "/$metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the service metadata
         * @description Answers the OData description of this API version: entity types, their properties, navigation properties and
         *     entity sets, as CSDL in XML.
         *
         *     From this document a client can tell which parents have a `picture` navigation property and what its server
         *     calls the stream. In this version `picture` leads to a collection; Microsoft Graph's own document declares
         *     it so too.
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
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List companies
         * @description Answers the companies that the caller may open. Every picture request names its company by the `id` found
         *     here.
         *
         *     `$filter=name eq 'Harbour Furniture'` finds one by its name, which is unique within an environment;
         *     `displayName` is what people see and may differ.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        /**
         * List items
         * @description Answers the items of the company, page by page, with the few properties that a picture client needs: id,
         *     number, display name and the time of the last change.
         *
         *     An item's number is what people know it by: `$filter=number eq '1896-S'` turns it into the id that every
         *     picture request needs.
         *
         *     `$expand=picture` brings the metadata of every picture along, as an array of one element (inferred from the
         *     shape of the picture collection, not recorded), and never the bytes. One such request tells which items have
         *     a picture (width and height above 0), where asking each one would cost a request apiece against the limit of
         *     6000 in five minutes. Where `@odata.nextLink` is present, more pages follow.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /**
         * Get an item
         * @description Answers one item: id, number, display name, the time of the last change, and with `$expand=picture` the
         *     metadata of its picture, as an array of one element (inferred from the shape of the picture collection, not
         *     recorded).
         *
         *     `lastModifiedDateTime` moves whenever the picture is uploaded or deleted. The picture has no date of its
         *     own, so this is the cheapest hint that it may have changed; any other edit of the item moves it too.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /**
         * List the pictures of an item
         * @description Answers the picture of one item as a collection with a single element: width and height in pixels, media
         *     type, and the links to the bytes. The element's `id` is the key of the requests below, and equals the id of
         *     the item.
         *
         *     An item without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and with
         *     its media links all the same: **0×0 is the only sign in the metadata that there is no picture**. Content
         *     that the server cannot measure may show 0×0 as well; a 204 from `downloadItemPictureContent` settles it. The
         *     collection has its one element even then.
         *
         *     An item keeps a set of images; this answer describes the first of them only.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                pictureId: components["parameters"]["itemPictureId"];
            };
            cookie?: never;
        };
        /**
         * Get the picture of an item
         * @description Answers what the server knows about the picture of one item, read by its key: width and height in pixels,
         *     media type, and the links to the bytes. The bytes themselves come from `downloadItemPictureContent`.
         *
         *     An item without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and with
         *     its media links all the same: **0×0 is the only sign in the metadata that there is no picture**. Content
         *     that the server cannot measure may show 0×0 as well; a 204 from `downloadItemPictureContent` settles it.
         *
         *     An item keeps a set of images; this answer describes the first of them only.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
         */
        get: operations["getItemPicture"];
        put?: never;
        post?: never;
        /**
         * Delete the picture of an item
         * @description Removes the picture of the item and answers 204. Afterwards the metadata shows 0×0, the content answers 204,
         *     and the item's `lastModifiedDateTime` has moved.
         *
         *     **An item keeps a set of images, and this request empties the whole set**, not only the first image, which
         *     is the one that reads show.
         *
         *     `If-Match` may be left out. With an etag from an earlier read, a picture that has changed since is refused
         *     as stale, with 409 or 412. The etag may fail to change with the image, so it is no full protection against
         *     deleting what someone else has just uploaded.
         */
        delete: operations["deleteItemPicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/companies({companyId})/items({itemId})/picture({pictureId})/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                pictureId: components["parameters"]["itemPictureId"];
            };
            cookie?: never;
        };
        /**
         * Download the picture of an item
         * @description Answers the bytes of the item's picture exactly as they were stored: no resizing, no conversion. Without a
         *     picture the answer is **204 and no body**, which is a result and not an error.
         *
         *     Which Content-Type the server sends is not recorded: accept `application/octet-stream` and `image/*` alike,
         *     and tell the format from the first bytes. Of the images that an item keeps, this is the first.
         */
        get: operations["downloadItemPictureContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Upload the picture of an item
         * @description Stores the request body as the picture of the item and answers 204. **PATCH creates and replaces alike**: it
         *     works whether or not there is a picture already. POST and PUT are refused (see 405).
         *
         *     The body is the raw bytes of the image file, sent as `application/octet-stream`: not JSON, not base64, not a
         *     form.
         *
         *     **`If-Match` is required.** `*` stores the picture whatever is there; an etag stores it only if the picture
         *     is the one that was read; without the header the answer is 400. The etag may fail to change with the image,
         *     so do not rely on it alone against lost updates: read back and compare the bytes.
         *
         *     **An item keeps a set of images, and this request empties the whole set**, not only the first image, which
         *     is the one that reads show.
         *
         *     BMP, GIF, JPEG and PNG are certain to work. Anything else is stored as it comes, and then probably shows 0×0
         *     in the metadata. A body may have up to 350 MB. The item's `lastModifiedDateTime` moves.
         */
        patch: operations["uploadItemPictureContent"];
        trace?: never;
    };
    "/companies({companyId})/customers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        /**
         * List customers
         * @description Answers the customers of the company, page by page, with the few properties that a picture client needs: id,
         *     number, display name and the time of the last change.
         *
         *     `$filter=number eq '10000'` turns a customer number into the id that every picture request needs.
         *
         *     `$expand=picture` brings the metadata of every picture along, as an array of one element (inferred from the
         *     shape of the picture collection, not recorded), and never the bytes. One such request tells which customers
         *     have a picture (width and height above 0), where asking each one would cost a request apiece against the
         *     limit of 6000 in five minutes. Where `@odata.nextLink` is present, more pages follow.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
            };
            cookie?: never;
        };
        /**
         * Get a customer
         * @description Answers one customer: id, number, display name, the time of the last change, and with `$expand=picture` the
         *     metadata of its picture, as an array of one element (inferred from the shape of the picture collection, not
         *     recorded).
         *
         *     `lastModifiedDateTime` moves whenever the picture is uploaded or deleted. The picture has no date of its
         *     own, so this is the cheapest hint that it may have changed; any other edit of the customer moves it too.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
            };
            cookie?: never;
        };
        /**
         * List the pictures of a customer
         * @description Answers the picture of one customer as a collection with a single element: width and height in pixels, media
         *     type, and the links to the bytes. The element's `id` is the key of the requests below, and equals the id of
         *     the customer.
         *
         *     A customer without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and
         *     with its media links all the same: **0×0 is the only sign in the metadata that there is no picture**.
         *     Content that the server cannot measure may show 0×0 as well; a 204 from `downloadCustomerPictureContent`
         *     settles it. The collection has its one element even then.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["customerPictureId"];
            };
            cookie?: never;
        };
        /**
         * Get the picture of a customer
         * @description Answers what the server knows about the picture of one customer, read by its key: width and height in
         *     pixels, media type, and the links to the bytes. The bytes themselves come from
         *     `downloadCustomerPictureContent`.
         *
         *     A customer without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and
         *     with its media links all the same: **0×0 is the only sign in the metadata that there is no picture**.
         *     Content that the server cannot measure may show 0×0 as well; a 204 from `downloadCustomerPictureContent`
         *     settles it.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
         */
        get: operations["getCustomerPicture"];
        put?: never;
        post?: never;
        /**
         * Delete the picture of a customer
         * @description Removes the picture of the customer and answers 204. Afterwards the metadata shows 0×0, the content answers
         *     204, and the customer's `lastModifiedDateTime` has moved.
         *
         *     `If-Match` may be left out. With an etag from an earlier read, a picture that has changed since is refused
         *     as stale, with 409 or 412. The etag may fail to change with the image, so it is no full protection against
         *     deleting what someone else has just uploaded.
         */
        delete: operations["deleteCustomerPicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/companies({companyId})/customers({customerId})/picture({pictureId})/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["customerPictureId"];
            };
            cookie?: never;
        };
        /**
         * Download the picture of a customer
         * @description Answers the bytes of the customer's picture exactly as they were stored: no resizing, no conversion. Without
         *     a picture the answer is **204 and no body**, which is a result and not an error.
         *
         *     Which Content-Type the server sends is not recorded: accept `application/octet-stream` and `image/*` alike,
         *     and tell the format from the first bytes.
         */
        get: operations["downloadCustomerPictureContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Upload the picture of a customer
         * @description Stores the request body as the picture of the customer and answers 204. **PATCH creates and replaces
         *     alike**: it works whether or not there is a picture already. POST and PUT are refused (see 405).
         *
         *     The body is the raw bytes of the image file, sent as `application/octet-stream`: not JSON, not base64, not a
         *     form.
         *
         *     **`If-Match` is required.** `*` stores the picture whatever is there; an etag stores it only if the picture
         *     is the one that was read; without the header the answer is 400. The etag may fail to change with the image,
         *     so do not rely on it alone against lost updates: read back and compare the bytes.
         *
         *     BMP, GIF, JPEG and PNG are certain to work. Anything else is stored as it comes, and then probably shows 0×0
         *     in the metadata. A body may have up to 350 MB. The customer's `lastModifiedDateTime` moves.
         */
        patch: operations["uploadCustomerPictureContent"];
        trace?: never;
    };
    "/companies({companyId})/vendors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        /**
         * List vendors
         * @description Answers the vendors of the company, page by page, with the few properties that a picture client needs: id,
         *     number, display name and the time of the last change.
         *
         *     `$filter=number eq '30000'` turns a vendor number into the id that every picture request needs.
         *
         *     `$expand=picture` brings the metadata of every picture along, as an array of one element (inferred from the
         *     shape of the picture collection, not recorded), and never the bytes. One such request tells which vendors
         *     have a picture (width and height above 0), where asking each one would cost a request apiece against the
         *     limit of 6000 in five minutes. Where `@odata.nextLink` is present, more pages follow.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
            };
            cookie?: never;
        };
        /**
         * Get a vendor
         * @description Answers one vendor: id, number, display name, the time of the last change, and with `$expand=picture` the
         *     metadata of its picture, as an array of one element (inferred from the shape of the picture collection, not
         *     recorded).
         *
         *     `lastModifiedDateTime` moves whenever the picture is uploaded or deleted. The picture has no date of its
         *     own, so this is the cheapest hint that it may have changed; any other edit of the vendor moves it too.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
            };
            cookie?: never;
        };
        /**
         * List the pictures of a vendor
         * @description Answers the picture of one vendor as a collection with a single element: width and height in pixels, media
         *     type, and the links to the bytes. The element's `id` is the key of the requests below, and equals the id of
         *     the vendor.
         *
         *     A vendor without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and with
         *     its media links all the same: **0×0 is the only sign in the metadata that there is no picture**. Content
         *     that the server cannot measure may show 0×0 as well; a 204 from `downloadVendorPictureContent` settles it.
         *     The collection has its one element even then.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["vendorPictureId"];
            };
            cookie?: never;
        };
        /**
         * Get the picture of a vendor
         * @description Answers what the server knows about the picture of one vendor, read by its key: width and height in pixels,
         *     media type, and the links to the bytes. The bytes themselves come from `downloadVendorPictureContent`.
         *
         *     A vendor without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and with
         *     its media links all the same: **0×0 is the only sign in the metadata that there is no picture**. Content
         *     that the server cannot measure may show 0×0 as well; a 204 from `downloadVendorPictureContent` settles it.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
         */
        get: operations["getVendorPicture"];
        put?: never;
        post?: never;
        /**
         * Delete the picture of a vendor
         * @description Removes the picture of the vendor and answers 204. Afterwards the metadata shows 0×0, the content answers
         *     204, and the vendor's `lastModifiedDateTime` has moved.
         *
         *     `If-Match` may be left out. With an etag from an earlier read, a picture that has changed since is refused
         *     as stale, with 409 or 412. The etag may fail to change with the image, so it is no full protection against
         *     deleting what someone else has just uploaded.
         */
        delete: operations["deleteVendorPicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/companies({companyId})/vendors({vendorId})/picture({pictureId})/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["vendorPictureId"];
            };
            cookie?: never;
        };
        /**
         * Download the picture of a vendor
         * @description Answers the bytes of the vendor's picture exactly as they were stored: no resizing, no conversion. Without a
         *     picture the answer is **204 and no body**, which is a result and not an error.
         *
         *     Which Content-Type the server sends is not recorded: accept `application/octet-stream` and `image/*` alike,
         *     and tell the format from the first bytes.
         */
        get: operations["downloadVendorPictureContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Upload the picture of a vendor
         * @description Stores the request body as the picture of the vendor and answers 204. **PATCH creates and replaces alike**:
         *     it works whether or not there is a picture already. POST and PUT are refused (see 405).
         *
         *     The body is the raw bytes of the image file, sent as `application/octet-stream`: not JSON, not base64, not a
         *     form.
         *
         *     **`If-Match` is required.** `*` stores the picture whatever is there; an etag stores it only if the picture
         *     is the one that was read; without the header the answer is 400. The etag may fail to change with the image,
         *     so do not rely on it alone against lost updates: read back and compare the bytes.
         *
         *     BMP, GIF, JPEG and PNG are certain to work. Anything else is stored as it comes, and then probably shows 0×0
         *     in the metadata. A body may have up to 350 MB. The vendor's `lastModifiedDateTime` moves.
         */
        patch: operations["uploadVendorPictureContent"];
        trace?: never;
    };
    "/companies({companyId})/employees": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        /**
         * List employees
         * @description Answers the employees of the company, page by page, with the few properties that a picture client needs: id,
         *     number, display name and the time of the last change.
         *
         *     `$filter=number eq 'E-0010'` turns an employee number into the id that every picture request needs.
         *
         *     `$expand=picture` brings the metadata of every picture along, as an array of one element (inferred from the
         *     shape of the picture collection, not recorded), and never the bytes. One such request tells which employees
         *     have a picture (width and height above 0), where asking each one would cost a request apiece against the
         *     limit of 6000 in five minutes. Where `@odata.nextLink` is present, more pages follow.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
            };
            cookie?: never;
        };
        /**
         * Get an employee
         * @description Answers one employee: id, number, display name, the time of the last change, and with `$expand=picture` the
         *     metadata of its picture, as an array of one element (inferred from the shape of the picture collection, not
         *     recorded).
         *
         *     `lastModifiedDateTime` moves whenever the picture is uploaded or deleted. The picture has no date of its
         *     own, so this is the cheapest hint that it may have changed; any other edit of the employee moves it too.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
            };
            cookie?: never;
        };
        /**
         * List the pictures of an employee
         * @description Answers the picture of one employee as a collection with a single element: width and height in pixels, media
         *     type, and the links to the bytes. The element's `id` is the key of the requests below, and equals the id of
         *     the employee.
         *
         *     An employee without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and
         *     with its media links all the same: **0×0 is the only sign in the metadata that there is no picture**.
         *     Content that the server cannot measure may show 0×0 as well; a 204 from `downloadEmployeePictureContent`
         *     settles it. The collection has its one element even then.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
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
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["employeePictureId"];
            };
            cookie?: never;
        };
        /**
         * Get the picture of an employee
         * @description Answers what the server knows about the picture of one employee, read by its key: width and height in
         *     pixels, media type, and the links to the bytes. The bytes themselves come from
         *     `downloadEmployeePictureContent`.
         *
         *     An employee without a picture answers 200 too, with `width` 0, `height` 0 and an empty `contentType`, and
         *     with its media links all the same: **0×0 is the only sign in the metadata that there is no picture**.
         *     Content that the server cannot measure may show 0×0 as well; a 204 from `downloadEmployeePictureContent`
         *     settles it.
         *
         *     `contentType` can be wrong: the server seems to derive it from a file name that ends in .jpg whatever was
         *     uploaded. Look at the bytes where the type matters.
         */
        get: operations["getEmployeePicture"];
        put?: never;
        post?: never;
        /**
         * Delete the picture of an employee
         * @description Removes the picture of the employee and answers 204. Afterwards the metadata shows 0×0, the content answers
         *     204, and the employee's `lastModifiedDateTime` has moved.
         *
         *     `If-Match` may be left out. With an etag from an earlier read, a picture that has changed since is refused
         *     as stale, with 409 or 412. The etag may fail to change with the image, so it is no full protection against
         *     deleting what someone else has just uploaded.
         */
        delete: operations["deleteEmployeePicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/companies({companyId})/employees({employeeId})/picture({pictureId})/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["employeePictureId"];
            };
            cookie?: never;
        };
        /**
         * Download the picture of an employee
         * @description Answers the bytes of the employee's picture exactly as they were stored: no resizing, no conversion. Without
         *     a picture the answer is **204 and no body**, which is a result and not an error.
         *
         *     Which Content-Type the server sends is not recorded: accept `application/octet-stream` and `image/*` alike,
         *     and tell the format from the first bytes.
         */
        get: operations["downloadEmployeePictureContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Upload the picture of an employee
         * @description Stores the request body as the picture of the employee and answers 204. **PATCH creates and replaces
         *     alike**: it works whether or not there is a picture already. POST and PUT are refused (see 405).
         *
         *     The body is the raw bytes of the image file, sent as `application/octet-stream`: not JSON, not base64, not a
         *     form.
         *
         *     **`If-Match` is required.** `*` stores the picture whatever is there; an etag stores it only if the picture
         *     is the one that was read; without the header the answer is 400. The etag may fail to change with the image,
         *     so do not rely on it alone against lost updates: read back and compare the bytes.
         *
         *     BMP, GIF, JPEG and PNG are certain to work. Anything else is stored as it comes, and then probably shows 0×0
         *     in the metadata. A body may have up to 350 MB. The employee's `lastModifiedDateTime` moves.
         */
        patch: operations["uploadEmployeePictureContent"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ErrorEnvelope
         * @description How Business Central says what went wrong, whatever the status.
         */
        ErrorEnvelope: {
            /** @description The error. */
            error: {
                /**
                 * @description What went wrong, for programs, in one word. The part before the underscore names the category. Match on this and never on
                 *     the message, and expect codes that are not listed here:
                 *
                 *     - `BadRequest_*`: `BadRequest`, `BadRequest_InvalidOperation`, `BadRequest_InvalidRequestUrl`, `BadRequest_InvalidToken`
                 *       (no `If-Match`), `BadRequest_MethodNotAllowed`, `BadRequest_MethodNotImplemented`, `BadRequest_NotFound`,
                 *       `BadRequest_RequiredParamNotProvided`, `BadRequest_ResourceNotFound`
                 *     - `Authentication_*`: `Authentication_InvalidCredentials`
                 *     - `Authorization_*`: none known by name
                 *     - `Internal_*`: `Internal_CompanyNotFound`, `Internal_DataNotFoundFilter`, `Internal_EntityWithSameKeyExists`,
                 *       `Internal_InvalidTableRelation`, `Internal_RecordNotFound`, `Internal_ServerError` (no permission, too),
                 *       `Internal_TenantUnavailable`
                 *     - `Application_*`: `Application_CallbackNotAllowed`, `Application_DialogException`, `Application_EvaluateException`,
                 *       `Application_FieldValidationException`, `Application_FilterErrorException`, `Application_InvalidGUID`,
                 *       `Application_StringExceededLength`, `Application_TooManyRequests`
                 *     - others: `Request_EntityChanged` (the etag is stale), `Unknown`
                 */
                code: string;
                /** @description What went wrong, for people, in the language that `Accept-Language` asks for. Most messages end in `CorrelationId:  <guid>.`, with two spaces before and after the label. */
                message: string;
            };
        };
        /**
         * Format: uri
         * @description The URL in `$metadata` that describes this answer.
         */
        ODataContext: string;
        /**
         * Format: int64
         * @description The number of all entities that match, whatever the page holds. Present only with `$count=true`.
         */
        ODataCount: number;
        /**
         * Format: uri
         * @description Where the next page is. The last page has none.
         */
        ODataNextLink: string;
        /**
         * Company
         * @description A company of the environment, with the properties that a picture client needs. The real entity has more; they are neither described nor forbidden here. The required ones may be missing from an answer that `$select` has narrowed.
         */
        Company: {
            /**
             * Format: uuid
             * @description The id by which every other request names the company.
             */
            id: string;
            /** @description The version of the server's application, such as 28.0.46665.0. Versions from 28 on have pictures of item variants. */
            systemVersion?: string;
            /** @description The name of the company, unique within the environment. */
            name: string;
            /** @description The name of the company as people see it; may be empty. */
            displayName?: string;
            /** @description The business profile that the company is linked to; may be empty. */
            businessProfileId?: string;
            /**
             * Format: date-time
             * @description When the company was created. It is recorded in version 2.0; whether earlier versions answer it is not known.
             */
            systemCreatedAt?: string;
        };
        /**
         * CompanyCollection
         * @description The companies that the caller may open.
         */
        CompanyCollection: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.count"?: components["schemas"]["ODataCount"];
            "@odata.nextLink"?: components["schemas"]["ODataNextLink"];
            /** @description The companies; empty where none matches. */
            value: components["schemas"]["Company"][];
        };
        /** @description The etag of the entity, to be sent in `If-Match` exactly as it stands here, quotes and `W/` included. */
        EntityEtag: string;
        /**
         * Picture
         * @description What the server knows about the picture of one entity. There is such an entity for every parent, with or without a picture. The annotations (`@odata…`) depend on the metadata level asked for and are therefore not required.
         */
        Picture: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            /** @description The etag of the picture, for `If-Match`, exactly as it stands here. **It may stay the same when the image changes**: equal etags do not prove equal pictures. */
            "@odata.etag"?: string;
            /**
             * Format: uuid
             * @description The id of the picture, which equals the id of the entity it belongs to. It does not change when the picture is replaced.
             */
            id: string;
            /**
             * Format: int32
             * @description The width in pixels. 0, together with a height of 0, means that there is no picture.
             */
            width: number;
            /**
             * Format: int32
             * @description The height in pixels. 0, together with a width of 0, means that there is no picture.
             */
            height: number;
            /** @description The media type that the server believes the picture to have, such as `image/png`; empty without a picture. **It can be wrong**, because the server seems to derive it from a file name of its own and not from the bytes. */
            contentType: string;
            /**
             * Format: uri
             * @description Where to PATCH the bytes. It is there even without a picture. Its host is the one that the server believes to have, which a caller outside of the server's network may not reach.
             */
            "content@odata.mediaEditLink"?: string;
            /**
             * Format: uri
             * @description Where to GET the bytes. The same URL as the edit link, with the same caution about its host.
             */
            "content@odata.mediaReadLink"?: string;
        };
        /**
         * Item
         * @description An item, with the properties that a picture client needs. The real entity has many more; they are neither described nor forbidden here. The required ones may be missing from an answer that `$select` has narrowed.
         */
        Item: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.etag"?: components["schemas"]["EntityEtag"];
            /**
             * Format: uuid
             * @description The SystemId of the item, by which every picture request names it.
             */
            id: string;
            /** @description The item number that people know the item by. */
            number: string;
            /** @description The name of the item as people see it. */
            displayName: string;
            /**
             * Format: date-time
             * @description When the item was last changed. Uploading or deleting its picture counts as a change.
             */
            lastModifiedDateTime: string;
            /** @description The metadata of the picture of the item; present only with `$expand=picture`. That it is an array of one element is inferred from the collection that the picture request of this version answers. */
            picture?: components["schemas"]["Picture"][];
        };
        /**
         * ItemCollection
         * @description A page of items.
         */
        ItemCollection: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.count"?: components["schemas"]["ODataCount"];
            "@odata.nextLink"?: components["schemas"]["ODataNextLink"];
            /** @description The items of this page; empty where none matches. */
            value: components["schemas"]["Item"][];
        };
        /**
         * PictureCollection
         * @description The picture of one entity, as a collection with a single element.
         */
        PictureCollection: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            /** @description The one picture; 0×0 where the entity has none. */
            value: components["schemas"]["Picture"][];
        };
        /**
         * Customer
         * @description A customer, with the properties that a picture client needs. The real entity has many more; they are neither described nor forbidden here. The required ones may be missing from an answer that `$select` has narrowed.
         */
        Customer: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.etag"?: components["schemas"]["EntityEtag"];
            /**
             * Format: uuid
             * @description The SystemId of the customer, by which every picture request names it.
             */
            id: string;
            /** @description The customer number that people know the customer by. */
            number: string;
            /** @description The name of the customer as people see it. */
            displayName: string;
            /**
             * Format: date-time
             * @description When the customer was last changed. Uploading or deleting its picture counts as a change.
             */
            lastModifiedDateTime: string;
            /** @description The metadata of the picture of the customer; present only with `$expand=picture`. That it is an array of one element is inferred from the collection that the picture request of this version answers. */
            picture?: components["schemas"]["Picture"][];
        };
        /**
         * CustomerCollection
         * @description A page of customers.
         */
        CustomerCollection: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.count"?: components["schemas"]["ODataCount"];
            "@odata.nextLink"?: components["schemas"]["ODataNextLink"];
            /** @description The customers of this page; empty where none matches. */
            value: components["schemas"]["Customer"][];
        };
        /**
         * Vendor
         * @description A vendor, with the properties that a picture client needs. The real entity has many more; they are neither described nor forbidden here. The required ones may be missing from an answer that `$select` has narrowed.
         */
        Vendor: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.etag"?: components["schemas"]["EntityEtag"];
            /**
             * Format: uuid
             * @description The SystemId of the vendor, by which every picture request names it.
             */
            id: string;
            /** @description The vendor number that people know the vendor by. */
            number: string;
            /** @description The name of the vendor as people see it. */
            displayName: string;
            /**
             * Format: date-time
             * @description When the vendor was last changed. Uploading or deleting its picture counts as a change.
             */
            lastModifiedDateTime: string;
            /** @description The metadata of the picture of the vendor; present only with `$expand=picture`. That it is an array of one element is inferred from the collection that the picture request of this version answers. */
            picture?: components["schemas"]["Picture"][];
        };
        /**
         * VendorCollection
         * @description A page of vendors.
         */
        VendorCollection: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.count"?: components["schemas"]["ODataCount"];
            "@odata.nextLink"?: components["schemas"]["ODataNextLink"];
            /** @description The vendors of this page; empty where none matches. */
            value: components["schemas"]["Vendor"][];
        };
        /**
         * Employee
         * @description An employee, with the properties that a picture client needs. The real entity has many more; they are neither described nor forbidden here. The required ones may be missing from an answer that `$select` has narrowed.
         */
        Employee: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.etag"?: components["schemas"]["EntityEtag"];
            /**
             * Format: uuid
             * @description The SystemId of the employee, by which every picture request names it.
             */
            id: string;
            /** @description The employee number that people know the employee by. */
            number: string;
            /** @description The name of the employee as people see it. */
            displayName: string;
            /**
             * Format: date-time
             * @description When the employee was last changed. Uploading or deleting its picture counts as a change.
             */
            lastModifiedDateTime: string;
            /** @description The metadata of the picture of the employee; present only with `$expand=picture`. That it is an array of one element is inferred from the collection that the picture request of this version answers. */
            picture?: components["schemas"]["Picture"][];
        };
        /**
         * EmployeeCollection
         * @description A page of employees.
         */
        EmployeeCollection: {
            "@odata.context"?: components["schemas"]["ODataContext"];
            "@odata.count"?: components["schemas"]["ODataCount"];
            "@odata.nextLink"?: components["schemas"]["ODataNextLink"];
            /** @description The employees of this page; empty where none matches. */
            value: components["schemas"]["Employee"][];
        };
    };
    responses: {
        /**
         * @description The server cannot make sense of the request: a query option that does not parse, or an id that is no GUID. The
         *     status of the latter is unsettled, 400 or 404. Older servers (Business Central 18) also answer 400 when the
         *     caller lacks a permission.
         */
        BadRequest: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description The request has no credentials, or the server does not accept them; a token that has ended is answered in this
         *     way too. Get a new token and repeat the request once.
         */
        Unauthorized: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description The caller is known but lacks a permission in Business Central. Newer servers answer 403, Business Central 18
         *     answers 400 with the same code.
         */
        Forbidden: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description Nothing is at this URL: the company, the entity, a segment of the path or the whole route is unknown. Which
         *     code stands for an unknown id is unsettled; an id that is no GUID may end here as well. That an entity has *no
         *     picture* is never a 404.
         */
        NotFound: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description Processing took longer than eight minutes. What the request has changed until then is not known: read back
         *     before repeating it.
         */
        RequestTimeout: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description The user has reached a limit: 6000 requests in any five minutes, 5 processed at once, 95 queued, 100
         *     connections. Wait, then repeat. `Retry-After` is not documented here; honour it where it is present.
         */
        TooManyRequests: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The server failed. Reading may be tried again; before a write is repeated, read back what it has done. */
        InternalServerError: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description A gateway before Business Central got no proper answer. Wait as long as `Retry-After` says, then repeat. The
         *     body may be HTML.
         */
        BadGateway: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
                "text/html": string;
            };
        };
        /**
         * @description The service is busy or down; a request that has waited in the queue for eight minutes ends here too. Wait as
         *     long as `Retry-After` says, then repeat. The body may be HTML.
         */
        ServiceUnavailable: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
                "text/html": string;
            };
        };
        /**
         * @description The gateway gave up after ten minutes; Business Central may still be at work. Read back before a write is
         *     repeated. The body may be HTML.
         */
        GatewayTimeout: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
                "text/html": string;
            };
        };
        /**
         * @description The etag in `If-Match` is no longer current: the picture was changed since it was read. Some clients see 412
         *     for the same thing: treat both alike, read again and decide.
         */
        Conflict: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description The etag in `If-Match` is no longer current. Which of 409 and 412 a server answers is unsettled, and both are
         *     documented: treat both alike, read again and decide.
         */
        PreconditionFailed: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description The bytes of the picture, exactly as they were uploaded.
         *
         *     The Content-Type of this answer is not recorded: some servers may name the image's own type, others `application/octet-stream`.
         *     Neither is proof of the format; the first bytes are.
         */
        PictureContent: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/octet-stream": Blob;
                "image/*": Blob;
            };
        };
        /** @description There is no picture. The answer has no body. */
        NoPicture: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /**
         * @description The server cannot make sense of the request. **`If-Match` is missing**, in most cases; or an id is no GUID
         *     (400 or 404: unsettled). Older servers (Business Central 18) also answer 400 when the caller lacks a
         *     permission.
         */
        UploadBadRequest: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /**
         * @description What POST and PUT are answered with at this URL: only PATCH stores a picture. This is no answer to a PATCH;
         *     it stands here because an OpenAPI description has no place for the answers to methods that do not exist. The
         *     code is recorded, the status inferred from it.
         */
        MethodNotAllowed: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description The body is larger than 350 MB. Nothing is stored. */
        PayloadTooLarge: {
            headers: {
                "ms-correlation-x": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
    };
    parameters: {
        /**
         * @description An OData condition that the companies have to meet.
         * @example name eq 'Harbour Furniture'
         */
        companyFilter: string;
        /**
         * @description The properties to answer, separated by commas; without it, all of them.
         * @example id,name,displayName,systemVersion,businessProfileId
         */
        companySelect: string;
        /**
         * @description The property to sort by, with `asc` (the default) or `desc`.
         * @example name
         */
        companyOrderby: string;
        /**
         * @description How many entities to answer at most. A page holds no more than 20,000 whatever is asked.
         * @example 20
         */
        top: number;
        /**
         * @description How many entities to leave out at the start. To page through a whole list, follow `@odata.nextLink` instead.
         * @example 0
         */
        skip: number;
        /**
         * @description Whether to answer `@odata.count`, the number of all entities that match, this page and the others together.
         * @example true
         */
        count: boolean;
        /**
         * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
         * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
         */
        companyId: string;
        /**
         * @description An OData condition that the entities have to meet, such as `number eq '1896-S'`. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `or`, `not`, `startswith` and `contains` may be used. Whether a list can be filtered by its pictures is not known: read `width` of the expanded picture instead.
         * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
         */
        filter: string;
        /**
         * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
         * @example id,number,displayName,lastModifiedDateTime
         */
        entitySelect: string;
        /**
         * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
         * @example picture
         */
        expand: string;
        /**
         * @description The property to sort by, with `asc` (the default) or `desc`.
         * @example lastModifiedDateTime desc
         */
        orderby: string;
        /**
         * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemId: string;
        /**
         * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
         * @example id,width,height,contentType,content
         */
        pictureSelect: string;
        /**
         * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
         * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
         */
        itemPictureId: string;
        /**
         * @description Leave it out to delete whatever is there; `*` says the same by HTTP's rules. An etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, deletes the picture only if it has not changed since. The etag may fail to follow the image: never rely on it alone.
         * @example *
         */
        ifMatchOptional: string;
        /**
         * @description Required. `*` stores the picture whatever is there; an etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, stores it only if the picture has not changed since. Without this header the server answers 400. The etag may fail to follow the image: never rely on it alone.
         * @example *
         */
        ifMatch: string;
        /**
         * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
         * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
         */
        customerId: string;
        /**
         * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
         * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
         */
        customerPictureId: string;
        /**
         * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
         * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
         */
        vendorId: string;
        /**
         * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
         * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
         */
        vendorPictureId: string;
        /**
         * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
         * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
         */
        employeeId: string;
        /**
         * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
         * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
         */
        employeePictureId: string;
    };
    requestBodies: {
        /** @description The bytes of an image file, unchanged: no JSON, no base64, no form. BMP, GIF, JPEG and PNG are certain to work; up to 350 MB. */
        PictureContent: {
            content: {
                "application/octet-stream": BinaryBody;
            };
        };
    };
    headers: {
        /**
         * @description The id under which the server logged this exchange. Quote it when asking Microsoft for support.
         * @example 8d6e3b1f-52c7-4a90-9f2b-0c7d4e1a6b35
         */
        CorrelationId: string;
        /**
         * @description The version of OData that the answer keeps to.
         * @example 4.0
         */
        ODataVersion: string;
        /**
         * @description How many seconds to wait before the next attempt. Microsoft documents it for 502 and 503; with 429 it may be missing: back off exponentially then, with jitter. HTTP also allows a date here.
         * @example 30
         */
        RetryAfter: string;
        /**
         * @description The etag of the entity, where the server sends it as a header too. No recording shows this header: take the etag from `@odata.etag` in the body, which is always there at the default metadata level.
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
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The CSDL document. The example shows the part that concerns pictures; the real document is far larger. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
                 * @description An OData condition that the companies have to meet.
                 * @example name eq 'Harbour Furniture'
                 */
                $filter?: components["parameters"]["companyFilter"];
                /**
                 * @description The properties to answer, separated by commas; without it, all of them.
                 * @example id,name,displayName,systemVersion,businessProfileId
                 */
                $select?: components["parameters"]["companySelect"];
                /**
                 * @description The property to sort by, with `asc` (the default) or `desc`.
                 * @example name
                 */
                $orderby?: components["parameters"]["companyOrderby"];
                /**
                 * @description How many entities to answer at most. A page holds no more than 20,000 whatever is asked.
                 * @example 20
                 */
                $top?: components["parameters"]["top"];
                /**
                 * @description How many entities to leave out at the start. To page through a whole list, follow `@odata.nextLink` instead.
                 * @example 0
                 */
                $skip?: components["parameters"]["skip"];
                /**
                 * @description Whether to answer `@odata.count`, the number of all entities that match, this page and the others together.
                 * @example true
                 */
                $count?: components["parameters"]["count"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The companies. An empty `value` means that none matches, or that the caller may open none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    listItems: {
        parameters: {
            query?: {
                /**
                 * @description An OData condition that the entities have to meet, such as `number eq '1896-S'`. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `or`, `not`, `startswith` and `contains` may be used. Whether a list can be filtered by its pictures is not known: read `width` of the expanded picture instead.
                 * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
                 */
                $filter?: components["parameters"]["filter"];
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
                /**
                 * @description The property to sort by, with `asc` (the default) or `desc`.
                 * @example lastModifiedDateTime desc
                 */
                $orderby?: components["parameters"]["orderby"];
                /**
                 * @description How many entities to answer at most. A page holds no more than 20,000 whatever is asked.
                 * @example 20
                 */
                $top?: components["parameters"]["top"];
                /**
                 * @description How many entities to leave out at the start. To page through a whole list, follow `@odata.nextLink` instead.
                 * @example 0
                 */
                $skip?: components["parameters"]["skip"];
                /**
                 * @description Whether to answer `@odata.count`, the number of all entities that match, this page and the others together.
                 * @example true
                 */
                $count?: components["parameters"]["count"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of items. An empty `value` means that no item matches. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getItem: {
        parameters: {
            query?: {
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No item of this company has the id, or no company has that one. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    listItemPictures: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A collection of exactly one picture; 0×0 in it where the item has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No item of this company has the id, or no company has that one. That an item has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    getItemPicture: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                pictureId: components["parameters"]["itemPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata of the picture; 0×0 where the item has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No item of this company has the id, or no company has that one. That an item has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    deleteItemPicture: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Leave it out to delete whatever is there; `*` says the same by HTTP's rules. An etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, deletes the picture only if it has not changed since. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["ifMatchOptional"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                pictureId: components["parameters"]["itemPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item has no picture any more. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No item of this company has the id, or no company has that one. What deleting the picture of an item without one answers is not recorded. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    downloadItemPictureContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                pictureId: components["parameters"]["itemPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PictureContent"];
            204: components["responses"]["NoPicture"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No item of this company has the id, or no company has that one. That an item has no picture is not a 404 but a 204. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    uploadItemPictureContent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Required. `*` stores the picture whatever is there; an etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, stores it only if the picture has not changed since. Without this header the server answers 400. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the item (its SystemId), in parentheses without quotes. It comes from `listItems`; the item number does not work here.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                itemId: components["parameters"]["itemId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the item it belongs to and does not change when the picture is replaced.
                 * @example 07493b2c-d676-4d09-ba8c-fc03607cab76
                 */
                pictureId: components["parameters"]["itemPictureId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PictureContent"];
        responses: {
            /** @description The bytes are stored as the picture of the item. The answer has no body. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UploadBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No item of this company has the id, or no company has that one. That an item has no picture yet is not an error: the upload creates it. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
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
                 * @description An OData condition that the entities have to meet, such as `number eq '1896-S'`. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `or`, `not`, `startswith` and `contains` may be used. Whether a list can be filtered by its pictures is not known: read `width` of the expanded picture instead.
                 * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
                 */
                $filter?: components["parameters"]["filter"];
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
                /**
                 * @description The property to sort by, with `asc` (the default) or `desc`.
                 * @example lastModifiedDateTime desc
                 */
                $orderby?: components["parameters"]["orderby"];
                /**
                 * @description How many entities to answer at most. A page holds no more than 20,000 whatever is asked.
                 * @example 20
                 */
                $top?: components["parameters"]["top"];
                /**
                 * @description How many entities to leave out at the start. To page through a whole list, follow `@odata.nextLink` instead.
                 * @example 0
                 */
                $skip?: components["parameters"]["skip"];
                /**
                 * @description Whether to answer `@odata.count`, the number of all entities that match, this page and the others together.
                 * @example true
                 */
                $count?: components["parameters"]["count"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of customers. An empty `value` means that no customer matches. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getCustomer: {
        parameters: {
            query?: {
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No customer of this company has the id, or no company has that one. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    listCustomerPictures: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A collection of exactly one picture; 0×0 in it where the customer has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No customer of this company has the id, or no company has that one. That a customer has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    getCustomerPicture: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["customerPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata of the picture; 0×0 where the customer has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No customer of this company has the id, or no company has that one. That a customer has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    deleteCustomerPicture: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Leave it out to delete whatever is there; `*` says the same by HTTP's rules. An etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, deletes the picture only if it has not changed since. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["ifMatchOptional"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["customerPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer has no picture any more. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No customer of this company has the id, or no company has that one. What deleting the picture of a customer without one answers is not recorded. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    downloadCustomerPictureContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["customerPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PictureContent"];
            204: components["responses"]["NoPicture"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No customer of this company has the id, or no company has that one. That a customer has no picture is not a 404 but a 204. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    uploadCustomerPictureContent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Required. `*` stores the picture whatever is there; an etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, stores it only if the picture has not changed since. Without this header the server answers 400. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the customer (its SystemId), in parentheses without quotes. It comes from `listCustomers`; the customer number does not work here.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                customerId: components["parameters"]["customerId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the customer it belongs to and does not change when the picture is replaced.
                 * @example 3f6d2a51-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["customerPictureId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PictureContent"];
        responses: {
            /** @description The bytes are stored as the picture of the customer. The answer has no body. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UploadBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No customer of this company has the id, or no company has that one. That a customer has no picture yet is not an error: the upload creates it. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
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
                 * @description An OData condition that the entities have to meet, such as `number eq '1896-S'`. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `or`, `not`, `startswith` and `contains` may be used. Whether a list can be filtered by its pictures is not known: read `width` of the expanded picture instead.
                 * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
                 */
                $filter?: components["parameters"]["filter"];
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
                /**
                 * @description The property to sort by, with `asc` (the default) or `desc`.
                 * @example lastModifiedDateTime desc
                 */
                $orderby?: components["parameters"]["orderby"];
                /**
                 * @description How many entities to answer at most. A page holds no more than 20,000 whatever is asked.
                 * @example 20
                 */
                $top?: components["parameters"]["top"];
                /**
                 * @description How many entities to leave out at the start. To page through a whole list, follow `@odata.nextLink` instead.
                 * @example 0
                 */
                $skip?: components["parameters"]["skip"];
                /**
                 * @description Whether to answer `@odata.count`, the number of all entities that match, this page and the others together.
                 * @example true
                 */
                $count?: components["parameters"]["count"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of vendors. An empty `value` means that no vendor matches. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getVendor: {
        parameters: {
            query?: {
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vendor. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No vendor of this company has the id, or no company has that one. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    listVendorPictures: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A collection of exactly one picture; 0×0 in it where the vendor has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No vendor of this company has the id, or no company has that one. That a vendor has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    getVendorPicture: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["vendorPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata of the picture; 0×0 where the vendor has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No vendor of this company has the id, or no company has that one. That a vendor has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    deleteVendorPicture: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Leave it out to delete whatever is there; `*` says the same by HTTP's rules. An etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, deletes the picture only if it has not changed since. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["ifMatchOptional"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["vendorPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The vendor has no picture any more. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No vendor of this company has the id, or no company has that one. What deleting the picture of a vendor without one answers is not recorded. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    downloadVendorPictureContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["vendorPictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PictureContent"];
            204: components["responses"]["NoPicture"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No vendor of this company has the id, or no company has that one. That a vendor has no picture is not a 404 but a 204. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    uploadVendorPictureContent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Required. `*` stores the picture whatever is there; an etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, stores it only if the picture has not changed since. Without this header the server answers 400. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the vendor (its SystemId), in parentheses without quotes. It comes from `listVendors`; the vendor number does not work here.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                vendorId: components["parameters"]["vendorId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the vendor it belongs to and does not change when the picture is replaced.
                 * @example 7ac14e80-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["vendorPictureId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PictureContent"];
        responses: {
            /** @description The bytes are stored as the picture of the vendor. The answer has no body. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UploadBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No vendor of this company has the id, or no company has that one. That a vendor has no picture yet is not an error: the upload creates it. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
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
                 * @description An OData condition that the entities have to meet, such as `number eq '1896-S'`. `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `and`, `or`, `not`, `startswith` and `contains` may be used. Whether a list can be filtered by its pictures is not known: read `width` of the expanded picture instead.
                 * @example lastModifiedDateTime gt 2026-01-01T00:00:00Z
                 */
                $filter?: components["parameters"]["filter"];
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
                /**
                 * @description The property to sort by, with `asc` (the default) or `desc`.
                 * @example lastModifiedDateTime desc
                 */
                $orderby?: components["parameters"]["orderby"];
                /**
                 * @description How many entities to answer at most. A page holds no more than 20,000 whatever is asked.
                 * @example 20
                 */
                $top?: components["parameters"]["top"];
                /**
                 * @description How many entities to leave out at the start. To page through a whole list, follow `@odata.nextLink` instead.
                 * @example 0
                 */
                $skip?: components["parameters"]["skip"];
                /**
                 * @description Whether to answer `@odata.count`, the number of all entities that match, this page and the others together.
                 * @example true
                 */
                $count?: components["parameters"]["count"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of employees. An empty `value` means that no employee matches. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getEmployee: {
        parameters: {
            query?: {
                /**
                 * @description The properties to answer, separated by commas; without it, all of them. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,number,displayName,lastModifiedDateTime
                 */
                $select?: components["parameters"]["entitySelect"];
                /**
                 * @description The navigation properties to answer along with each entity, separated by commas. `picture` brings the metadata of the picture, never its bytes.
                 * @example picture
                 */
                $expand?: components["parameters"]["expand"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The employee. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No employee of this company has the id, or no company has that one. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    listEmployeePictures: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A collection of exactly one picture; 0×0 in it where the employee has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No employee of this company has the id, or no company has that one. That an employee has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    getEmployeePicture: {
        parameters: {
            query?: {
                /**
                 * @description The properties of the picture to answer, separated by commas; without it, all of them. `content` stands for the two media links; the bytes are never part of the answer. An answer narrowed in this way may lack properties that the schema requires.
                 * @example id,width,height,contentType,content
                 */
                $select?: components["parameters"]["pictureSelect"];
            };
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["employeePictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata of the picture; 0×0 where the employee has none. */
            200: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
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
            /** @description No employee of this company has the id, or no company has that one. That an employee has no picture is not a 404 but a 200 with 0×0. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    deleteEmployeePicture: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Leave it out to delete whatever is there; `*` says the same by HTTP's rules. An etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, deletes the picture only if it has not changed since. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["ifMatchOptional"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["employeePictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The employee has no picture any more. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No employee of this company has the id, or no company has that one. What deleting the picture of an employee without one answers is not recorded. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    downloadEmployeePictureContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["employeePictureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["PictureContent"];
            204: components["responses"]["NoPicture"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No employee of this company has the id, or no company has that one. That an employee has no picture is not a 404 but a 204. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
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
    uploadEmployeePictureContent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Required. `*` stores the picture whatever is there; an etag as read from `@odata.etag`, such as `W/"JzIwOzE1MzU5NDg3NDg1Mzg4ODM2MjUzMTswMDsn"`, stores it only if the picture has not changed since. Without this header the server answers 400. The etag may fail to follow the image: never rely on it alone.
                 * @example *
                 */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                /**
                 * @description The `id` of the company, in parentheses without quotes. It comes from `listCompanies`; the name does not work here.
                 * @example 29a080a9-8dde-4d41-bc50-b9aac6b1ee1b
                 */
                companyId: components["parameters"]["companyId"];
                /**
                 * @description The `id` of the employee (its SystemId), in parentheses without quotes. It comes from `listEmployees`; the employee number does not work here.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                employeeId: components["parameters"]["employeeId"];
                /**
                 * @description The `id` of the picture, which equals the `id` of the employee it belongs to and does not change when the picture is replaced.
                 * @example c29b07f3-8b47-ec11-9f2e-6045bd8e5554
                 */
                pictureId: components["parameters"]["employeePictureId"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["PictureContent"];
        responses: {
            /** @description The bytes are stored as the picture of the employee. The answer has no body. */
            204: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UploadBadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No employee of this company has the id, or no company has that one. That an employee has no picture yet is not an error: the upload creates it. Which code stands for an unknown id is unsettled; an id that is no GUID may end here, too. */
            404: {
                headers: {
                    "ms-correlation-x": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
}
